"""Who is not to be registered again: refusals, oppositions and erasures, remembered without the person."""
