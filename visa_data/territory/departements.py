"""The 101 départements: code, name, and a square each on a map of France drawn as tiles.

The layout is our own: neighbours stay near one another, Paris and what surrounds it have squares like the others, and
those overseas stand in a column on the left. Codes and names: Insee, code officiel géographique (2020).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Departement:
    """A département and its square: column from the west, row from the north, both from 0."""

    code: str
    name: str
    column: int
    row: int


_LISTED = """\
01 9 6 Ain
02 7 1 Aisne
03 7 6 Allier
04 9 9 Alpes-de-Haute-Provence
05 10 8 Hautes-Alpes
06 10 9 Alpes-Maritimes
07 8 8 Ardèche
08 8 1 Ardennes
09 4 12 Ariège
10 9 3 Aube
11 5 11 Aude
12 5 9 Aveyron
13 8 10 Bouches-du-Rhône
14 4 2 Calvados
15 6 8 Cantal
16 3 7 Charente
17 2 7 Charente-Maritime
18 6 6 Cher
19 5 8 Corrèze
2A 11 12 Corse-du-Sud
2B 11 11 Haute-Corse
21 8 5 Côte-d'Or
22 2 3 Côtes-d'Armor
23 6 7 Creuse
24 3 8 Dordogne
25 10 5 Doubs
26 8 9 Drôme
27 5 2 Eure
28 4 4 Eure-et-Loir
29 1 3 Finistère
30 7 9 Gard
31 4 11 Haute-Garonne
32 3 10 Gers
33 2 8 Gironde
34 6 10 Hérault
35 3 3 Ille-et-Vilaine
36 5 7 Indre
37 4 6 Indre-et-Loire
38 9 8 Isère
39 9 5 Jura
40 2 9 Landes
41 5 6 Loir-et-Cher
42 8 7 Loire
43 7 8 Haute-Loire
44 2 5 Loire-Atlantique
45 6 5 Loiret
46 4 9 Lot
47 3 9 Lot-et-Garonne
48 6 9 Lozère
49 3 5 Maine-et-Loire
50 3 2 Manche
51 7 2 Marne
52 9 4 Haute-Marne
53 3 4 Mayenne
54 9 2 Meurthe-et-Moselle
55 8 2 Meuse
56 2 4 Morbihan
57 10 2 Moselle
58 7 5 Nièvre
59 7 0 Nord
60 6 2 Oise
61 4 3 Orne
62 6 0 Pas-de-Calais
63 7 7 Puy-de-Dôme
64 2 10 Pyrénées-Atlantiques
65 3 11 Hautes-Pyrénées
66 5 12 Pyrénées-Orientales
67 11 2 Bas-Rhin
68 11 3 Haut-Rhin
69 9 7 Rhône
70 10 4 Haute-Saône
71 8 6 Saône-et-Loire
72 4 5 Sarthe
73 10 7 Savoie
74 10 6 Haute-Savoie
75 6 4 Paris
76 5 1 Seine-Maritime
77 8 3 Seine-et-Marne
78 5 3 Yvelines
79 3 6 Deux-Sèvres
80 6 1 Somme
81 5 10 Tarn
82 4 10 Tarn-et-Garonne
83 9 10 Var
84 7 10 Vaucluse
85 2 6 Vendée
86 4 7 Vienne
87 4 8 Haute-Vienne
88 10 3 Vosges
89 8 4 Yonne
90 11 4 Territoire de Belfort
91 5 5 Essonne
92 5 4 Hauts-de-Seine
93 7 3 Seine-Saint-Denis
94 7 4 Val-de-Marne
95 6 3 Val-d'Oise
971 0 8 Guadeloupe
972 0 9 Martinique
973 0 10 Guyane
974 0 11 La Réunion
976 0 12 Mayotte
"""
"""Code, column, row, name."""


def _read(line: str) -> Departement:
    code, column, row, name = line.split(" ", 3)
    return Departement(code, name, int(column), int(row))


DEPARTEMENTS = tuple(map(_read, _LISTED.splitlines()))
NAMES = {place.code: place.name for place in DEPARTEMENTS}


def departement_of(code: str) -> str:
    """Code of the département of a commune, or of what a commune is cut into."""
    return code[: 3 if code.startswith(("97", "98")) else 2]


def departement_name(code: str) -> str:
    """Its name; the code itself of one that is not among the 101."""
    return NAMES.get(code, code)
