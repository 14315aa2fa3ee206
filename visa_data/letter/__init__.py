"""The weekly letter to inhabitants: composed from public facts, edited, kept, written in each of its forms."""
