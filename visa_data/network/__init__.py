"""The network of cooperations: books that towns sign and publish to a lake, received, kept and read together."""
