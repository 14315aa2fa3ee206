"""Extracts: from any file an organisation sends to a typed table, with an account of every line."""
