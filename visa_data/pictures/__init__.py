"""Pictures drawn once, for the screen and for every form of the report."""
