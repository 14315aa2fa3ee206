-- The committee's meetings, what was shown there, and what was decided.
-- Aggregates and words about functions only: no reference, no name, no place of a person. Erasing
-- people, undoing an import and retention's purge leave these tables as they are: they say what was
-- shown and decided, not what the data say today. A figure kept here may be a small count: it is
-- protected when it is shown, like any other.

-- jour: the day whose end the figures shown were of.
CREATE TABLE reunions (
    jour DATE PRIMARY KEY,
    ouverte_le TIMESTAMP NOT NULL,
    close_le TIMESTAMP
);

-- valeur is null for a rate whose denominator was 0.
CREATE TABLE reunions_chiffres (
    jour DATE NOT NULL,
    indicateur VARCHAR NOT NULL,
    valeur DOUBLE
);

-- The imports that stood when the figures were computed.
CREATE TABLE reunions_imports (
    jour DATE NOT NULL,
    import_id INTEGER NOT NULL
);

CREATE TABLE reunions_reglages (
    jour DATE NOT NULL,
    reglage VARCHAR NOT NULL,
    valeur DOUBLE NOT NULL
);

CREATE SEQUENCE suite_decisions START 1;

-- reunion: the meeting it was taken in. valeur_initiale: what its indicator gave then.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    reunion DATE NOT NULL,
    texte VARCHAR NOT NULL CHECK (length(texte) BETWEEN 1 AND 300),
    responsable VARCHAR NOT NULL CHECK (length(responsable) BETWEEN 1 AND 80),
    echeance DATE NOT NULL,
    code_zone VARCHAR,
    besoin VARCHAR CHECK (besoin IN (
        'se_nourrir', 'se_soigner', 'etre_informe', 'parler', 'sortir',
        'argent', 'arnaques', 's_occuper', 'quotidien', 'rituels')),
    indicateur VARCHAR,
    colonne VARCHAR,
    valeur_initiale DOUBLE,
    statut VARCHAR NOT NULL CHECK (statut IN ('a_faire', 'faite', 'abandonnee')),
    version INTEGER NOT NULL CHECK (version >= 1),
    creee_le TIMESTAMP NOT NULL,
    modifiee_le TIMESTAMP NOT NULL,
    CHECK (echeance >= reunion),
    CHECK ((indicateur IS NULL) = (colonne IS NULL))
);

-- Every write on a decision: one row a version. A text put right is not kept: it may have been put
-- right because it named somebody. champs: the columns corrected, joined by a vertical bar.
CREATE TABLE journal_decisions (
    decision_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    geste VARCHAR NOT NULL CHECK (geste IN ('creation', 'statut', 'correction')),
    statut VARCHAR NOT NULL CHECK (statut IN ('a_faire', 'faite', 'abandonnee')),
    jour DATE NOT NULL,
    champs VARCHAR NOT NULL,
    ecrit_le TIMESTAMP NOT NULL
);
