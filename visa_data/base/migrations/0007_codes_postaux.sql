-- Postcodes and the communes that each serves: what a column of postcodes, given for codes, is told by.
CREATE TABLE codes_postaux (
    code_postal VARCHAR NOT NULL,
    code_commune VARCHAR NOT NULL,
    lieu VARCHAR NOT NULL,
    import_id INTEGER NOT NULL,
    PRIMARY KEY (code_postal, code_commune, lieu)
);
CREATE TABLE anciens_codes_postaux AS SELECT *, 0 AS remplace_par FROM codes_postaux WHERE false;
