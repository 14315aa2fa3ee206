"""One local cooperation, as a notebook and the command line ask about it: what the pages show, without Streamlit."""

from visa_data.cooperation.door import Cooperation
from visa_data.cooperation.questions import Advice

__all__ = ["Advice", "Cooperation"]
