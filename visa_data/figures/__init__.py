"""Charts: data in, plotly figure out. `style` holds what they share."""
