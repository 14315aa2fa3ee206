"""The useful numbers that the territory keeps, over those of the guide."""
