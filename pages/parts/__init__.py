"""Pieces of screen shared by several pages."""
