-- First schema: the field's objects, the journal of imports, and what an undo needs.
-- No name, phone, address or birth date: a person is a reference of the register.
-- Consent refused is not a value here: such a person is never stored (contract, part 1).

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    horodatage TIMESTAMP NOT NULL,
    fichier VARCHAR NOT NULL,
    empreinte VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    reconnaissance VARCHAR NOT NULL,
    lues INTEGER NOT NULL CHECK (lues >= 0),
    ajoutees INTEGER NOT NULL,
    modifiees INTEGER NOT NULL,
    inchangees INTEGER NOT NULL,
    ecartees INTEGER NOT NULL,
    rejetees INTEGER NOT NULL,
    avertissements INTEGER NOT NULL,
    personnes_effacees INTEGER NOT NULL DEFAULT 0,
    annule_le TIMESTAMP,
    CHECK (ajoutees + modifiees + inchangees + ecartees + rejetees = lues)
);

-- The value of a reported cell is not kept: the reason is enough, the file stays with the analyst.
CREATE TABLE lignes_signalees (
    import_id INTEGER NOT NULL,
    ligne INTEGER NOT NULL,
    colonne VARCHAR NOT NULL,
    motif VARCHAR NOT NULL,
    gravite VARCHAR NOT NULL CHECK (gravite IN ('rejetee', 'ecartee', 'avertissement'))
);

CREATE TABLE zones (
    code VARCHAR PRIMARY KEY,
    nom VARCHAR NOT NULL,
    geometrie BLOB NOT NULL,
    population INTEGER CHECK (population >= 0),
    annee_population INTEGER,
    import_id INTEGER NOT NULL
);

CREATE TABLE population (
    code_zone VARCHAR NOT NULL,
    annee INTEGER NOT NULL,
    population INTEGER CHECK (population >= 0),
    plus_75_ans INTEGER CHECK (plus_75_ans >= 0),
    plus_75_ans_seuls INTEGER CHECK (plus_75_ans_seuls >= 0),
    import_id INTEGER NOT NULL,
    PRIMARY KEY (code_zone, annee)
);

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
    import_id INTEGER NOT NULL
);

-- Where each person is placed: derived from personnes and zones, rebuilt with them.
CREATE TABLE placements (
    reference VARCHAR NOT NULL,
    code_zone VARCHAR,
    origine VARCHAR NOT NULL CHECK (origine IN ('coordonnees', 'code_zone', 'aucune')),
    ecart VARCHAR CHECK (ecart IN ('hors_zones', 'autre_zone', 'code_inconnu'))
);

-- rang tells apart attempts of one day when the file gives no hour.
-- No index on a million calls: the loading keeps (reference, date_appel, appelant, rang) unique.
CREATE TABLE appels (
    reference VARCHAR NOT NULL,
    date_appel TIMESTAMP NOT NULL,
    heure_connue BOOLEAN NOT NULL,
    appelant VARCHAR NOT NULL DEFAULT '',
    rang INTEGER NOT NULL DEFAULT 0,
    type_appel VARCHAR CHECK (type_appel IN (
        'evaluation', 'vigilance', 'convivialite', 'visite', 'recueil_consentement')),
    issue VARCHAR NOT NULL CHECK (issue IN (
        'joint', 'absent', 'message', 'rappel_demande', 'refus', 'numero_invalide')),
    niveau INTEGER CHECK (niveau BETWEEN 1 AND 4),
    besoins VARCHAR,
    duree_min INTEGER CHECK (duree_min >= 0),
    import_id INTEGER NOT NULL
);

CREATE TABLE besoins (
    reference VARCHAR NOT NULL,
    besoin VARCHAR NOT NULL CHECK (besoin IN (
        'se_nourrir', 'se_soigner', 'etre_informe', 'parler', 'sortir',
        'argent', 'arnaques', 's_occuper', 'quotidien', 'rituels')),
    date DATE NOT NULL,
    statut VARCHAR NOT NULL CHECK (statut IN (
        'exprime', 'en_cours', 'sans_solution', 'abandonne', 'pourvu')),
    ressource VARCHAR,
    import_id INTEGER NOT NULL
);

CREATE TABLE equipes (
    identifiant VARCHAR PRIMARY KEY,
    nom VARCHAR NOT NULL,
    type_porteur VARCHAR CHECK (type_porteur IN (
        'reseau_national', 'association_locale', 'ccas_cias', 'autre')),
    code_zone VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    zones_intervention VARCHAR,
    rayon_km DOUBLE CHECK (rayon_km >= 0),
    benevoles INTEGER CHECK (benevoles >= 0),
    capacite INTEGER CHECK (capacite >= 0),
    statut VARCHAR NOT NULL CHECK (statut IN ('active', 'en_creation', 'en_sommeil', 'arretee')),
    date_creation DATE,
    import_id INTEGER NOT NULL
);

CREATE TABLE ressources (
    identifiant VARCHAR PRIMARY KEY,
    nom VARCHAR NOT NULL,
    categorie VARCHAR,
    besoins VARCHAR NOT NULL,
    code_zone VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    zones_intervention VARCHAR,
    rayon_km DOUBLE CHECK (rayon_km >= 0),
    capacite INTEGER CHECK (capacite >= 0),
    statut VARCHAR NOT NULL CHECK (statut IN ('active', 'fermee')),
    date_verification DATE,
    import_id INTEGER NOT NULL
);

CREATE TABLE appelants (
    appelant VARCHAR PRIMARY KEY,
    profil VARCHAR,
    heures_semaine DOUBLE CHECK (heures_semaine >= 0),
    zones VARCHAR,
    forme VARCHAR CHECK (forme IN ('oui', 'non')),
    charte_signee VARCHAR CHECK (charte_signee IN ('oui', 'non')),
    import_id INTEGER NOT NULL
);

-- Rows as they were before an import changed them; remplace_par is that import.
CREATE TABLE anciens_zones AS SELECT *, 0 AS remplace_par FROM zones WHERE false;
CREATE TABLE anciens_population AS SELECT *, 0 AS remplace_par FROM population WHERE false;
CREATE TABLE anciens_personnes AS SELECT *, 0 AS remplace_par FROM personnes WHERE false;
CREATE TABLE anciens_appels AS SELECT *, 0 AS remplace_par FROM appels WHERE false;
CREATE TABLE anciens_besoins AS SELECT *, 0 AS remplace_par FROM besoins WHERE false;
CREATE TABLE anciens_equipes AS SELECT *, 0 AS remplace_par FROM equipes WHERE false;
CREATE TABLE anciens_ressources AS SELECT *, 0 AS remplace_par FROM ressources WHERE false;
CREATE TABLE anciens_appelants AS SELECT *, 0 AS remplace_par FROM appelants WHERE false;

-- Outlines drawn around the territory, for orientation only.
CREATE TABLE voisins (
    nom VARCHAR NOT NULL,
    geometrie BLOB NOT NULL
);

-- A zone cut by finer ones (a commune whose IRIS are loaded) gives way to them:
-- an IRIS code is its commune's code and four digits (INSEE).
CREATE VIEW zones_actives AS
SELECT
    z.code,
    z.nom,
    CASE WHEN length(z.code) = 9 THEN left(z.code, 5) ELSE z.code END AS commune,
    z.geometrie,
    z.population,
    z.annee_population
FROM zones z
WHERE NOT EXISTS (
    SELECT 1 FROM zones f WHERE length(f.code) = 9 AND left(f.code, 5) = z.code
);
