-- Who is not to be registered again, without who it is: keyed fingerprints (64 bits of an HMAC, whose key is a file outside
-- this base), of a reference or of an identity; groupe: those of one person. cle: which key made it, as in empreintes.
-- le: the day that a consent must be later than for her to come back; retenu_le: when it was written. levee_par: the import
-- of that later consent, so that undoing it brings the refusal back; null while it holds.
-- One row for everybody, without a fingerprint, at the end of a crisis: whatever is not later than that day was destroyed.
CREATE TABLE personnes_ecartees (
    empreinte BIGINT,
    cle BIGINT,
    groupe BIGINT,
    motif VARCHAR NOT NULL CHECK (motif IN (
        'refus', 'opposition', 'retrait', 'radiation', 'fin_de_crise', 'effacement')),
    le DATE NOT NULL,
    retenu_le DATE NOT NULL,
    levee_par INTEGER,
    CHECK ((empreinte IS NULL) = (motif = 'fin_de_crise'))
);
