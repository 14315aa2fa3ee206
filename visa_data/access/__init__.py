"""Who comes in: the address of the server."""
