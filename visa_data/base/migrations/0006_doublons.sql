-- The same person under two references: keyed fingerprints of names and birth dates, and what was decided.
-- A fingerprint is 64 bits of an HMAC whose key is a file outside this base: without it, it says nothing.
-- cle: which key made it (32 bits of another HMAC); only fingerprints of one key are ever compared.
CREATE TABLE empreintes (
    reference VARCHAR NOT NULL,
    sorte VARCHAR NOT NULL CHECK (sorte IN (
        'nom_prenom', 'nom_prenom_sons', 'nom_initiale', 'nom_annee', 'prenom_annee',
        'naissance', 'naissance_sans_ordre', 'telephone')),
    empreinte BIGINT NOT NULL,
    cle BIGINT NOT NULL,
    import_id INTEGER NOT NULL
);

CREATE TABLE anciens_empreintes AS SELECT *, 0 AS remplace_par FROM empreintes WHERE false;

CREATE SEQUENCE suite_rapprochements START 1;

-- One row a decision on a pair, none ever rewritten but for its withdrawal: the history of the pair.
-- It stands while retire_le is null. probabilite: what the comparison gave when it was decided.
CREATE TABLE rapprochements (
    id INTEGER PRIMARY KEY,
    reference_a VARCHAR NOT NULL,
    reference_b VARCHAR NOT NULL,
    decision VARCHAR NOT NULL CHECK (decision IN ('meme_personne', 'distinctes')),
    probabilite DOUBLE CHECK (probabilite BETWEEN 0 AND 1),
    decide_le TIMESTAMP NOT NULL,
    decide_par VARCHAR NOT NULL,
    retire_le TIMESTAMP,
    retire_par VARCHAR,
    CHECK (reference_a < reference_b)
);

-- Each reference of a person known under several, and the one that stands for her: derived from the
-- decisions that stand and from personnes, rebuilt with them. Empty when nobody was joined.
CREATE TABLE personnes_reunies (
    reference VARCHAR PRIMARY KEY,
    principale VARCHAR NOT NULL
);
