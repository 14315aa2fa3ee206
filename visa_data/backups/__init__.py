"""Copies of the base: made while others use it, verified, rotated, reached by a purge, put back."""
