"""What may no longer be kept: what is due, since when and by which rule, its destruction, the certificate of it."""
