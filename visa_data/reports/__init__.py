"""The meeting's report: the steps seen on screen, as slides, as pages and as one self-contained file."""
