"""One local cooperation, as a notebook and the command line ask about it: what the pages show, without Streamlit."""

from visa_data.cooperation.door import Advice, Cooperation

__all__ = ["Advice", "Cooperation"]
