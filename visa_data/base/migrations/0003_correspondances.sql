-- Columns chosen by hand, remembered by the file's shape: the same wordings of headers, in any order.
-- colonnes: JSON, field to header ("" where the field is left out). retenue_par: a function, never a name.
CREATE TABLE correspondances (
    forme VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    colonnes VARCHAR NOT NULL,
    retenue_le TIMESTAMP NOT NULL,
    retenue_par VARCHAR NOT NULL,
    PRIMARY KEY (forme, type)
);
