"""The activity of any period: what was done, for whom, at what cost, and what is left to fund."""
