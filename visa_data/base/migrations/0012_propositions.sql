-- What a decision answers, when it was taken from a proposal: kind of gap, zones concerned (codes joined by a vertical bar,
-- '' for the whole territory), what inspired it. A text put right later changes nothing of it.
CREATE TABLE propositions_acceptees (
    decision_id INTEGER PRIMARY KEY,
    ecart VARCHAR NOT NULL,
    zones VARCHAR NOT NULL,
    initiative VARCHAR NOT NULL
);
