-- The backups that we made of this base: where a purge must reach too. A row is written before its file, so that no kill leaves one
-- unknown. empreinte: SHA-256 of the file, null until it is whole. effacements_a_faire: how many erasures of people it has not followed
-- yet. No key, nothing of a person.
CREATE TABLE sauvegardes (
    chemin VARCHAR PRIMARY KEY,
    faite_le TIMESTAMP NOT NULL,
    empreinte VARCHAR,
    retiree_le TIMESTAMP,
    effacements_a_faire INTEGER NOT NULL DEFAULT 0
);
