"""The base: one DuckDB file, its schema and its only door."""

from visa_data.base.connection import Base

__all__ = ["Base"]
