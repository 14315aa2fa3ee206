"""`python -m visa_data COMMANDE`."""

import sys

from visa_data.command_line import console
from visa_data.environment import live_in_the_territory

live_in_the_territory()
sys.exit(console())
