"""Small counts withheld in the committee's role: which cells, and why nothing gives them back."""
