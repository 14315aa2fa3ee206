-- Letters to inhabitants, as they were kept: a letter is its day and its place, each keeping adds a version, never rewritten.
-- lieu: '' the territory, 'secteur:S1', 'zone:59057'. contenu: JSON (see visa_data/letter/letter.py): nothing of a person.
-- envoyee_le: when it was said to be sent; written once.
CREATE TABLE lettres (
    jour DATE NOT NULL,
    lieu VARCHAR NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    contenu VARCHAR NOT NULL,
    gardee_le TIMESTAMP NOT NULL,
    gardee_par VARCHAR NOT NULL,
    envoyee_le TIMESTAMP,
    PRIMARY KEY (jour, lieu, version)
);
