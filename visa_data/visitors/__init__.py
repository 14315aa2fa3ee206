"""The coordination's own lines in the log of pairs."""
