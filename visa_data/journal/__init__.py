"""The journal read back: who did what, when, and whether a line is missing."""
