"""`python -m visa_data COMMANDE`."""

import sys

from visa_data.command_line import console

sys.exit(console())
