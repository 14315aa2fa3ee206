"""What the committee decided: words about functions, due dates, and what a figure did since."""
