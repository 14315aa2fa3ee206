-- The communes that merged, changed codes or came back: INSEE's file of movements, every line of it.
-- Empty texts where the file has none (a commune created from nothing): they are part of the key.
CREATE TABLE mouvements_communes (
    modalite VARCHAR NOT NULL,
    date_effet DATE NOT NULL,
    type_avant VARCHAR NOT NULL,
    code_avant VARCHAR NOT NULL,
    type_apres VARCHAR NOT NULL,
    code_apres VARCHAR NOT NULL,
    nom_avant VARCHAR,
    nom_apres VARCHAR,
    import_id INTEGER NOT NULL,
    PRIMARY KEY (modalite, date_effet, type_avant, code_avant, type_apres, code_apres)
);
CREATE TABLE anciens_mouvements_communes AS SELECT *, 0 AS remplace_par FROM mouvements_communes WHERE false;

-- Codes that no zone has any more, and the zone's code that took them over: derived from the movements
-- and the zones, rebuilt with the placements. The code that an extract gave stays as it was given.
CREATE TABLE codes_anciens (
    ancien VARCHAR PRIMARY KEY,
    nom_ancien VARCHAR NOT NULL,
    actuel VARCHAR NOT NULL
);

-- One more gap: a person placed by a former code.
CREATE TABLE placements_avant AS SELECT * FROM placements;
DROP TABLE placements;
CREATE TABLE placements (
    reference VARCHAR NOT NULL,
    code_zone VARCHAR,
    origine VARCHAR NOT NULL CHECK (origine IN ('coordonnees', 'code_zone', 'aucune')),
    ecart VARCHAR CHECK (ecart IN ('hors_zones', 'autre_zone', 'code_inconnu', 'code_ancien'))
);
INSERT INTO placements SELECT * FROM placements_avant;
DROP TABLE placements_avant;
