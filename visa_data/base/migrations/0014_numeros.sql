-- Useful numbers and portals as the territory writes them: over the guide's of the same key, or its own. Services only.
-- besoins: codes joined by a vertical bar. verifie_le: NULL only for one hidden before anybody checked it.
CREATE TABLE numeros (
    cle VARCHAR PRIMARY KEY,
    nom VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    pour VARCHAR NOT NULL,
    horaires VARCHAR NOT NULL,
    besoins VARCHAR NOT NULL,
    verifie_le DATE,
    masque BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    modifie_le TIMESTAMP NOT NULL,
    modifie_par VARCHAR NOT NULL
);
