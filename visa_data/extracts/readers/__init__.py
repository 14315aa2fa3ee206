"""Readers: from bytes to lines of cells, or to outlines, whatever the file's name."""
