"""Where a change comes from: what happened, or what was loaded, undone or set otherwise since a meeting."""
