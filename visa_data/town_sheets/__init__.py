"""The sheet of a town: what its mayor is told of it, on one page."""
