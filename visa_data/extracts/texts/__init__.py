"""Texts of cells and headers: compared, told from somebody's name or number, masked, kept or refused."""
