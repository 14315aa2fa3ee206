"""Cells of an extract: what they say, corrected, placed and brought to the types of the base."""
