-- Who did what, and when: a function and a fingerprint, never a name; a list seen or taken away by its kind and its
-- number of rows, never by who stands in it. A row is written with what it tells of, then numbered and
-- sealed: its fingerprint is made of what it says and of the fingerprint before it, so that a gap shows.
CREATE TABLE journal (
    numero BIGINT,
    moment TIMESTAMP NOT NULL,
    auteur VARCHAR NOT NULL,
    empreinte_auteur VARCHAR NOT NULL,
    acte VARCHAR NOT NULL,
    details VARCHAR NOT NULL,
    empreinte VARCHAR
);
