"""What to decide today: gaps of the indicators, ranked, each with who acts and what others did."""
