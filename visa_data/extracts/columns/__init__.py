"""Columns of an extract: where their header is, which fields they give, and what was said of them by hand."""
