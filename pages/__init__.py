"""The Streamlit side: screens, and the parts they share."""
