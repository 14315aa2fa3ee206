"""From an extract read to the base, line by line, and back."""
