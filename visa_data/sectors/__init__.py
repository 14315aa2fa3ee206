"""The division in sectors that a base keeps: proposed, edited, its past."""
