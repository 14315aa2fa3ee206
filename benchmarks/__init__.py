"""Measures run by hand: `python -m benchmarks` (see benchmarks/README.md)."""
