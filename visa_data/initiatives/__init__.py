"""What others did: the catalogue of the initiatives that the network's documents describe, and what one would ask here."""
