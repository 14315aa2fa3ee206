"""The sheet of a town: what its mayor is told of it, on one page."""

MOST = 150
"""Sheets of one PDF: each takes five megabytes of memory while the pages are made, a département three gigabytes."""
