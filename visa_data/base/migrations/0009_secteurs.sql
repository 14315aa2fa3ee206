-- The division of the territory's zones in sectors: each edit is a version, none ever rewritten but for its withdrawal.
-- The one in force is the last that stands (retiree_le is null); withdrawing it brings back the one before.
-- recit: what was done, as read on screen; zones and sectors only.
CREATE TABLE divisions (
    version INTEGER PRIMARY KEY,
    geste VARCHAR NOT NULL CHECK (geste IN (
        'proposition', 'deplacement', 'nouveau', 'reunion', 'renommage', 'contours')),
    recit VARCHAR NOT NULL,
    ecrite_le TIMESTAMP NOT NULL,
    ecrite_par VARCHAR NOT NULL,
    retiree_le TIMESTAMP,
    retiree_par VARCHAR
);

-- code_secteur: S1, S2…, never given again to another sector, be its versions withdrawn.
CREATE TABLE divisions_zones (
    version INTEGER NOT NULL,
    code_zone VARCHAR NOT NULL,
    code_secteur VARCHAR NOT NULL,
    nom_secteur VARCHAR NOT NULL,
    PRIMARY KEY (version, code_zone)
);
