-- Who made an import (a role or a way in, never a name), and what a complete extract closed.
-- complet_au: the day on which the absent were closed; null for a partial extract.
-- A table beside `imports` rather than columns added to it: see the note in migrations/__init__.py.
CREATE TABLE imports_circonstances (
    import_id INTEGER PRIMARY KEY,
    fait_par VARCHAR NOT NULL,
    fermees INTEGER NOT NULL CHECK (fermees >= 0),
    complet_au DATE
);

-- Rows of an earlier import that a later one gave again, unchanged: undoing the earlier one alone would
-- take away what the later one says too.
CREATE TABLE imports_confirmes (
    import_id INTEGER NOT NULL,
    confirme INTEGER NOT NULL,
    lignes INTEGER NOT NULL
);
