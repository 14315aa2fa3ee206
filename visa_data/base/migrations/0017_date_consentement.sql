-- The day on which a consent was collected: until then she waits for it. Made anew: a column added to a table that has a
-- CHECK cannot be replayed from the write-ahead log.
CREATE TABLE personnes_avant AS SELECT * FROM personnes;
DROP TABLE personnes;
CREATE TABLE personnes (
    reference VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL CHECK (source IN (
        'registre_communal', 'departement', 'carsat', 'caf', 'ligne_telephonique', 'signalement')),
    date_inscription DATE NOT NULL,
    date_radiation DATE,
    annee_naissance INTEGER CHECK (annee_naissance BETWEEN 1880 AND 2100),
    code_zone VARCHAR,
    latitude DOUBLE CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE CHECK (longitude BETWEEN -180 AND 180),
    vit_seul VARCHAR CHECK (vit_seul IN ('oui', 'non')),
    aidant VARCHAR CHECK (aidant IN ('aucun', 'present', 'relais_demande')),
    parrain VARCHAR,
    consentement VARCHAR NOT NULL CHECK (consentement IN ('oui', 'en_attente')),
    date_consentement DATE,
    import_id INTEGER NOT NULL
);
INSERT INTO personnes BY NAME SELECT * FROM personnes_avant;
DROP TABLE personnes_avant;
CREATE TABLE anciens_personnes_avant AS SELECT * FROM anciens_personnes;
DROP TABLE anciens_personnes;
CREATE TABLE anciens_personnes AS SELECT *, 0 AS remplace_par FROM personnes WHERE false;
INSERT INTO anciens_personnes BY NAME SELECT * FROM anciens_personnes_avant;
DROP TABLE anciens_personnes_avant;
