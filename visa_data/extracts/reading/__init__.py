"""From a file to its extract: tables or outlines, read, sorted and converted, and every line told."""

from visa_data.extracts.reading.read import read_extract

__all__ = ["read_extract"]
