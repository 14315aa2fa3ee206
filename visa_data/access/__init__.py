"""Who comes in: the address of the server, the settings of sign-in, the role of a person signed in."""
