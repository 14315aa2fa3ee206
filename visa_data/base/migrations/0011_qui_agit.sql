-- Who acts, what they were asked for people, who told us of them, who visits them (contract, part 4).
-- No name of anybody: an actor is an organisation, a volunteer a code, a person a reference of the register.

-- Made anew: a column added to a table that has a CHECK cannot be replayed from the write-ahead log.
CREATE TABLE appelants_avant AS SELECT * FROM appelants;
DROP TABLE appelants;
CREATE TABLE appelants (
    appelant VARCHAR PRIMARY KEY,
    profil VARCHAR,
    heures_semaine DOUBLE CHECK (heures_semaine >= 0),
    zones VARCHAR,
    forme VARCHAR CHECK (forme IN ('oui', 'non')),
    charte_signee VARCHAR CHECK (charte_signee IN ('oui', 'non')),
    visites VARCHAR CHECK (visites IN ('oui', 'non')),
    creneaux VARCHAR,
    activites VARCHAR,
    date_debut DATE,
    date_fin DATE,
    import_id INTEGER NOT NULL
);
INSERT INTO appelants BY NAME SELECT * FROM appelants_avant;
DROP TABLE appelants_avant;
CREATE TABLE anciens_appelants_avant AS SELECT * FROM anciens_appelants;
DROP TABLE anciens_appelants;
CREATE TABLE anciens_appelants AS SELECT *, 0 AS remplace_par FROM appelants WHERE false;
INSERT INTO anciens_appelants BY NAME SELECT * FROM anciens_appelants_avant;
DROP TABLE anciens_appelants_avant;

CREATE TABLE acteurs (
    identifiant VARCHAR PRIMARY KEY,
    nom VARCHAR NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN (
        'elu', 'service_municipal', 'ccas_cias', 'coordination', 'sanitaire', 'medico_social', 'aidants', 'social',
        'monalisa', 'association', 'representants_ages', 'departement', 'caisse', 'etat', 'bailleur', 'quartier',
        'commerce', 'la_poste', 'autre')),
    role VARCHAR CHECK (role IN ('pilote', 'copil', 'cotech', 'relais', 'partenaire')),
    code_zone VARCHAR,
    zones_intervention VARCHAR,
    besoins VARCHAR,
    date_convention DATE,
    date_charte DATE,
    statut VARCHAR NOT NULL CHECK (statut IN ('actif', 'pressenti', 'retire')),
    date_verification DATE,
    import_id INTEGER NOT NULL
);

-- The rows of one reference and objet are a thread. acteur: '' where nobody is named.
-- No index: the loading keeps (reference, objet, date, statut, acteur) unique.
CREATE TABLE suites (
    reference VARCHAR NOT NULL,
    objet VARCHAR NOT NULL CHECK (objet IN (
        'orientation', 'relais_aidant', 'visite', 'se_nourrir', 'se_soigner', 'etre_informe', 'parler', 'sortir',
        'argent', 'arnaques', 's_occuper', 'quotidien', 'rituels', 'autre')),
    date DATE NOT NULL,
    statut VARCHAR NOT NULL CHECK (statut IN (
        'proposee', 'acceptee', 'transmise', 'refusee', 'sans_suite', 'prise_en_charge')),
    acteur VARCHAR NOT NULL DEFAULT '',
    niveau INTEGER CHECK (niveau BETWEEN 1 AND 4),
    import_id INTEGER NOT NULL
);

CREATE TABLE signalements (
    identifiant VARCHAR PRIMARY KEY,
    date DATE NOT NULL,
    canal VARCHAR NOT NULL CHECK (canal IN ('ligne_telephonique', 'tiers', 'accueil', 'courriel')),
    relais VARCHAR CHECK (relais IN (
        'la_personne', 'famille', 'voisin', 'facteur', 'commerce', 'pharmacie', 'medecin', 'saad', 'bailleur',
        'police_gendarmerie', 'association', 'elu', 'autre')),
    code_zone VARCHAR,
    latitude DOUBLE CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE CHECK (longitude BETWEEN -180 AND 180),
    suite VARCHAR NOT NULL CHECK (suite IN ('en_cours', 'inscrite', 'deja_inscrite', 'refus', 'sans_suite')),
    date_suite DATE,
    reference VARCHAR,
    import_id INTEGER NOT NULL
);

-- Where each report is placed, as people are: derived from signalements and zones, rebuilt with them.
CREATE TABLE placements_signalements (
    identifiant VARCHAR NOT NULL,
    code_zone VARCHAR,
    origine VARCHAR NOT NULL CHECK (origine IN ('coordonnees', 'code_zone', 'aucune')),
    ecart VARCHAR
);

-- A log by binome: its latest row gives its status, its volunteers, activities and slots; its first one the demand.
CREATE TABLE binomes (
    binome VARCHAR NOT NULL,
    date DATE NOT NULL,
    statut VARCHAR NOT NULL CHECK (statut IN ('demande', 'rencontre', 'actif', 'suspendu', 'termine')),
    reference VARCHAR NOT NULL,
    benevoles VARCHAR,
    activites VARCHAR,
    creneaux VARCHAR,
    import_id INTEGER NOT NULL,
    PRIMARY KEY (binome, date, statut)
);

-- Monthly totals of a scheme; mois: its first day.
CREATE TABLE dispositifs (
    dispositif VARCHAR NOT NULL,
    mois DATE NOT NULL CHECK (date_part('day', mois) = 1),
    demandes INTEGER CHECK (demandes >= 0),
    acceptees INTEGER CHECK (acceptees >= 0),
    honorees INTEGER CHECK (honorees >= 0),
    beneficiaires INTEGER CHECK (beneficiaires >= 0),
    benevoles INTEGER CHECK (benevoles >= 0),
    heures DOUBLE CHECK (heures >= 0),
    cout_eur DOUBLE CHECK (cout_eur >= 0),
    import_id INTEGER NOT NULL,
    PRIMARY KEY (dispositif, mois)
);

-- Territorial cooperations of the Monalisa network, a log by code (a département's).
CREATE TABLE cooperations (
    code VARCHAR NOT NULL,
    date DATE NOT NULL,
    nom VARCHAR NOT NULL,
    maturite VARCHAR NOT NULL CHECK (maturite IN ('premier_contact', 'en_sommeil', 'en_cours', 'active', 'mature')),
    signataires INTEGER CHECK (signataires >= 0),
    equipes INTEGER CHECK (equipes >= 0),
    animateurs INTEGER CHECK (animateurs >= 0),
    import_id INTEGER NOT NULL,
    PRIMARY KEY (code, date)
);

CREATE TABLE anciens_acteurs AS SELECT *, 0 AS remplace_par FROM acteurs WHERE false;
CREATE TABLE anciens_suites AS SELECT *, 0 AS remplace_par FROM suites WHERE false;
CREATE TABLE anciens_signalements AS SELECT *, 0 AS remplace_par FROM signalements WHERE false;
CREATE TABLE anciens_binomes AS SELECT *, 0 AS remplace_par FROM binomes WHERE false;
CREATE TABLE anciens_dispositifs AS SELECT *, 0 AS remplace_par FROM dispositifs WHERE false;
CREATE TABLE anciens_cooperations AS SELECT *, 0 AS remplace_par FROM cooperations WHERE false;
