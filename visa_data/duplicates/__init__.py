"""The same person under two references: keyed fingerprints, probable pairs, what the analyst decided."""
