"""What reading a file is told and what it answers: choices, corrections, refusals, the extract and its account."""
