"""Zones, distances and who lives where."""
