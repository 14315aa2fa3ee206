"""How long what is held is kept, and its destruction."""
