"""The meeting's book (dossier de séance): all that a committee's screens, pages and report may ask."""
