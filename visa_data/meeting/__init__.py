"""What the meeting reads: sentences and comparisons written from the indicators."""
