-- The meeting's books: each frozen as it was made, never rewritten. Counts as published, protected: nothing of a person.
-- precedent: day of the book before; division: version of the division in sectors that it is told by.
-- octets: the file (see visa_data/dossier/file.py); empreinte: SHA-256 of what it says, whenever it was made.
CREATE TABLE dossiers (
    numero INTEGER PRIMARY KEY,
    jour DATE NOT NULL UNIQUE,
    precedent DATE,
    fait_le TIMESTAMP NOT NULL,
    fait_par VARCHAR NOT NULL,
    division INTEGER NOT NULL,
    octets BLOB NOT NULL,
    empreinte VARCHAR NOT NULL
);
