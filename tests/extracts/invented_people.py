"""Columns of invented people as organisations write them, one for each way; telephones are those kept for fiction."""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    "name and birth": (
        "INVENTOIS Germaine 08/02/1931",
        "FICTIVEL Odette 11/04/1929",
        "Chimerel Paul 03/03/1940",
    ),
    "full names": (
        "INVENTOIS Germaine",
        "Fictivel, Odette",
        "Mme CHIMEREL",
        "Paul Imaginot",
        "Irréel Jean-Louis",
    ),
    "small letters": ("inventois germaine", "fictivel odette", "chimerel paul", "imaginot lucie"),
    "surnames": ("INVENTOIS", "FICTIVEL", "CHIMEREL", "IMAGINOT", "IRREEL"),
    "given names": ("Germaine", "Odette", "Paul", "Lucie", "Jean-Louis"),
    "initials": ("Germaine I.", "Odette F.", "Paul C.", "Lucie I."),
    "glued years": ("INVENTOIS1931", "FICTIVEL1929", "CHIMEREL1940", "IMAGINOT1936"),
    "user names": ("germaine.inventois", "odette_fictivel", "paul-chimerel", "lucie.imaginot"),
    "telephones": ("03 53 01 00 01", "0353010002", "03.53.01.00.03", "+33 3 53 01 00 04", "0033353010005"),
    "telephones without zero": ("353010001", "261910102", "639980003", "465710004.0", "536490005"),
    "foreign telephones": ("+32 455 00 00 01", "0032455000002", "+49 30 23125003"),
    "national numbers": ("2320299999999", "1 29 04 99 999 999", "2 31 05 2A 999 999 12", "230019999999912"),
    "mails": ("germaine@exemple.fr", "o.fictivel@exemple.fr", "paul(at)exemple.fr"),
    "addresses": ("12 rue Inventée", "3 bis avenue Fictive", "17, place Chimère", "Rue Imaginaire 4"),
    "birth dates": ("08/02/1931", "11.04.1929", "1940-03-03", "5 mars 1933", "19360405"),
    "bank": ("FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 180"),
}
WORDS = (
    "inventois",
    "fictivel",
    "chimerel",
    "imaginot",
    "irreel",
    "irréel",
    "germaine",
    "odette",
    "inventée",
    "fictive",
)
