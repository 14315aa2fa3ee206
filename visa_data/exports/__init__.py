"""Files that leave the dashboard: tables and outlines."""
