"""Indicators of coverage, fragility, needs and gaps, as of the end of any day."""
