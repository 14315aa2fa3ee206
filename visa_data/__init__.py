"""Figures, protection and presentation of a local VISA cooperation, usable without Streamlit."""
