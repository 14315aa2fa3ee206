"""`python -m visa_data COMMANDE`."""

import sys

from visa_data.command_line import main

sys.exit(main(sys.argv[1:]))
