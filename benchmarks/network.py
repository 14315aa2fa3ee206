"""The network's lake at its size: books of invented cooperations published week by week, verified, read, shown.

`python -m benchmarks.network` (200 cooperations, 52 weeks; `--cooperations`, `--semaines`). The lake is made in a folder of its
own, or where `--lac` says: a folder, or the settings (.toml) of an empty one. `--garder FOLDER` keeps the invented books, which
take longer to make than to publish, for another run.

With `--postgres` three questions are asked of plain tables in a PostgreSQL started for it, as a dashboard such as Metabase
would, beside the same SQL on the lake and beside what the dashboard does; then the same books go to a lake whose catalogue
is in that PostgreSQL and whose files are in an S3 server in memory. Metabase itself is not run: what it adds to its database's
time is not measured.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks.timing import once, own_peak, timed
from tests.network.invented import books, towns
from tests.network.postgres import USER, Postgres, postgres
from tests.network.s3_server import s3_server
from visa_data.base.extensions import load_extension
from visa_data.network.lake import Place, attached, place_of
from visa_data.network.members import enrol
from visa_data.network.publishing import publish
from visa_data.network.reading import days_of, read_told
from visa_data.network.sending import deposit, files_of, sent_as_signed
from visa_data.network.storage import Storage
from visa_data.network.upkeep import Kept, maintain, size_of, verify
from visa_data.network.view import Viewer, network_of

ROOT = Path(__file__).resolve().parents[1]
CHANGES = 30
ENDS = 10
"""Weeks at each end, compared: whether one costs more once the lake is full."""


@dataclass(frozen=True)
class Invented:
    """Books in a folder: `cooperations` of them each week, for `weeks`."""

    cooperations: int
    weeks: int
    folder: Path

    def of(self, week: int) -> list[Path]:
        """The files of a week, their signatures beside."""
        return sorted(self.folder.glob(f"*_{week:04d}_*.zip"))

    def make(self) -> float:
        """Those that are not there yet; seconds a book made."""
        made, start = 0, time.perf_counter()
        for town in towns(self.cooperations):
            if len(list(self.folder.glob(f"{town.code}_*.zip"))) < self.weeks:
                deposit(list(books(town, self.weeks)), Storage(str(self.folder)))
                made += self.weeks
        return (time.perf_counter() - start) / made if made else 0.0


def say(name: str, *told: str) -> None:
    print(f"| {name} | " + " | ".join(told) + " |", flush=True)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.0f} s"


def said(kept: Kept) -> str:
    return f"{kept.files} fichiers, {kept.size / 1e6:.1f} Mo".replace(".", ",")


def published(place: Place, invented: Invented) -> list[float]:
    """Seconds of each week, its books read from their files included."""
    for town in towns(invented.cooperations):
        enrol(place, town.member)
    found = []
    for week in range(1, invented.weeks + 1):
        files = invented.of(week)
        found.append(once(lambda files=files: _one_week(place, files)))
    return found


def _one_week(place: Place, files: list[Path]) -> None:
    refused = [one for one in publish(place, sent_as_signed(files_of(files))) if not one.new]
    if refused:
        raise SystemExit(f"un dossier n'est pas entré : {refused[0]}")


def lake(place: Place, invented: Invented) -> None:
    """A lake filled, verified, kept."""
    weeks = published(place, invented)
    each = sum(weeks) / invented.weeks / invented.cooperations
    say("publier, en tout", f"{sum(weeks):.0f} s, soit {ms(each)} par dossier")
    ends = min(ENDS, len(weeks))
    first, last = statistics.median(weeks[:ends]), statistics.median(weeks[-ends:])
    say(
        f"publier une semaine : médiane des {ends} premières, des {ends} dernières",
        f"{ms(first)}, {ms(last)}",
    )
    say("taille, publiée semaine par semaine", said(size_of(place)))
    start = time.perf_counter()
    _, after = maintain(place)
    say("taille, après « reseau entretenir »", f"{said(after)} (en {ms(time.perf_counter() - start)})")
    start = time.perf_counter()
    found = verify(place)
    say(
        "« reseau verifier »",
        f"{time.perf_counter() - start:.0f} s, {found.books} dossiers, {len(found.faults)} défaut",
    )


def alone(action: Callable[..., Any], *asked: object) -> Any:
    """In a process of its own, whose memory is its own too."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(action, *asked).result()


def reading(told: str) -> list[tuple[str, str]]:
    """What the lake says of its last day, and what a reader may see of it."""
    place = place_of(Path(told))
    day = days_of(place)[1][0]
    first = once(lambda: read_told(place, day))
    again = timed(lambda: read_told(place, day))
    found = read_told(place, day)
    view = timed(lambda: network_of(found, Viewer()))
    peak = own_peak()
    return [
        ("lire le lac à son dernier jour : d'abord, puis encore", f"{ms(first)}, {ms(again)}"),
        ("ce qu'un lecteur en voit", ms(view)),
        ("mémoire du lecteur au plus haut", f"{peak:.0f} Mo"),
    ]


def pages(told: str) -> list[tuple[str, str]]:
    """Both pages on the server: first opening, then changes one after the other."""
    os.environ |= {"VISA_RESEAU": told, "VISA_COOPERATION": ""}
    os.chdir(ROOT)
    days = days_of(place_of(Path(told)))[1]
    app, first = _opened("cooperations")
    # The last days were not looked at yet; then those that were, still kept by the server.
    fresh = [_changed(app, "situation", day) for day in days[1 : CHANGES + 1]]
    seen = [_changed(app, "situation", day) for day in days[CHANGES - 5 : CHANGES + 1]]
    rows = [
        ("page Les coopérations, première ouverture", ms(first)),
        (f"{len(fresh)} autres jours, jamais vus", _spread(fresh)),
        (f"{len(seen)} jours déjà vus", _spread(seen)),
    ]
    app, first = _opened("semblables")
    codes = list(app.selectbox(key="semblables_cooperation").options)
    known = [code.rpartition("(")[2].rstrip(")") for code in codes][1 : CHANGES + 1]
    changed = [_changed(app, "semblables_cooperation", code) for code in known]
    peak = own_peak()
    return [
        *rows,
        ("page Parmi ses semblables, première ouverture", ms(first)),
        (f"{len(changed)} autres coopérations", _spread(changed)),
        ("mémoire des pages au plus haut", f"{peak:.0f} Mo"),
    ]


def _opened(screen: str) -> tuple[AppTest, float]:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.switch_page(f"pages/screens/{screen}.py")
    return app, once(lambda: _run(app))


def _changed(app: AppTest, key: str, value: object) -> float:
    app.selectbox(key=key).set_value(value)
    return once(lambda: _run(app))


def _run(app: AppTest) -> None:
    app.run()
    if app.exception or app.error:
        raise SystemExit("une page a échoué : " + str([one.value for one in app.error]))


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return "–"
    half, most = np.percentile(seconds, [50, 95])
    return f"p50 {ms(half)}, p95 {ms(most)}"


BOUNDS = """
    SELECT t.cooperation, t.numero, t.jour, t.nom,
        CASE t.marque WHEN 1 THEN 1 WHEN 2 THEN 0 WHEN 4 THEN t.valeur - 2 ELSE t.valeur END AS bas,
        CASE t.marque WHEN 1 THEN 10 WHEN 2 THEN coalesce(i.valeur, 100) WHEN 4 THEN t.valeur + 2 ELSE t.valeur END AS haut
    FROM {schema}totaux t
    JOIN {schema}totaux i ON (i.cooperation, i.numero, i.jour, i.nom) = (t.cooperation, t.numero, t.jour, 'inscrits')
"""
"""What a count published under the usual rules leaves possible, as anyone who makes such a dashboard writes it once."""

LAST = """
    derniers AS (SELECT cooperation, max(numero) AS numero, max(jour) AS jour FROM {schema}totaux_du_jour
        WHERE jour <= DATE '{day}' GROUP BY cooperation)
"""
THREE = {
    "couverture par département un jour, au moins et au plus": """
        WITH {last}, b AS ({bounds} JOIN derniers d ON (d.cooperation, d.numero, d.jour) = (t.cooperation, t.numero, t.jour))
        SELECT c.departement, sum(CASE b.nom WHEN 'joints' THEN bas END) / sum(CASE b.nom WHEN 'inscrits' THEN haut END) AS bas,
            sum(CASE b.nom WHEN 'joints' THEN haut END) / sum(CASE b.nom WHEN 'inscrits' THEN bas END) AS haut
        FROM b JOIN {schema}cooperations c USING (cooperation) WHERE b.nom IN ('joints', 'inscrits') GROUP BY 1 ORDER BY 1
    """,
    "rang d'une coopération parmi celles de son milieu": """
        WITH {last}, b AS ({bounds} JOIN derniers d ON (d.cooperation, d.numero, d.jour) = (t.cooperation, t.numero, t.jour)),
        part AS (SELECT cooperation, sum(CASE nom WHEN 'joints' THEN bas + haut END)
            / sum(CASE nom WHEN 'inscrits' THEN bas + haut END) AS p
            FROM b WHERE nom IN ('joints', 'inscrits') GROUP BY 1)
        SELECT rang, parmi FROM (SELECT cooperation, rank() OVER (PARTITION BY milieu ORDER BY p DESC) AS rang,
            count(*) OVER (PARTITION BY milieu) AS parmi FROM part JOIN {schema}cooperations c USING (cooperation)) r
        WHERE cooperation = 'coop-005'
    """,
    "part des besoins non pourvus, 52 semaines": """
        WITH b AS ({bounds} JOIN {schema}totaux_du_jour d ON (d.cooperation, d.numero, d.jour) = (t.cooperation, t.numero, t.jour))
        SELECT jour, sum(CASE nom WHEN 'besoins_non_pourvus' THEN bas END) / sum(CASE nom WHEN 'besoins_ouverts' THEN haut END) AS bas,
            sum(CASE nom WHEN 'besoins_non_pourvus' THEN haut END)
                / nullif(sum(CASE nom WHEN 'besoins_ouverts' THEN bas END), 0) AS haut
        FROM b WHERE nom IN ('besoins_non_pourvus', 'besoins_ouverts') GROUP BY 1 ORDER BY 1
    """,
}
"""Each answered by the same SQL in both; a book is known by the day it is of."""


def three(day: date, schema: str) -> dict[str, str]:
    """The three questions, of tables of that schema; `totaux_du_jour` lists the books and their days."""
    words = {"schema": schema, "day": day.isoformat()}
    parts = {"bounds": BOUNDS.format(**words), "last": LAST.format(**words), "schema": schema}
    return {name: query.format(**parts) for name, query in THREE.items()}


INDEXES = (
    "ALTER TABLE cooperations ADD PRIMARY KEY (cooperation)",
    "ALTER TABLE totaux_du_jour ADD PRIMARY KEY (cooperation, numero, jour)",
    "CREATE UNIQUE INDEX ON totaux (cooperation, numero, jour, nom)",
    "CREATE INDEX ON totaux (nom, jour)",
    "ANALYZE",
)


def plain_tables(place: Place, server: Postgres) -> None:
    """The three questions: PostgreSQL's own tables, the same SQL on the lake, and the dashboard's way."""
    server.new_database("tableau")
    day = days_of(place)[1][0]
    with attached(place) as connection:
        load_extension(connection, "postgres_scanner")
        connection.execute(
            f"ATTACH 'host=127.0.0.1 port={server.port} user={USER} dbname=tableau' AS pg (TYPE postgres)"
        )
        start = time.perf_counter()
        connection.execute("CREATE TABLE pg.totaux AS FROM lac.totaux")
        connection.execute(
            "CREATE TABLE pg.cooperations AS SELECT * EXCLUDE (cle_publique) FROM lac.cooperations"
        )
        connection.execute(
            "CREATE TABLE pg.totaux_du_jour AS SELECT cooperation, numero, jour FROM lac.livres"
        )
        for statement in INDEXES:
            connection.execute("CALL postgres_execute('pg', ?)", [statement])
        filled = time.perf_counter() - start
        connection.execute("CREATE SCHEMA memory.lu")
        connection.execute("CREATE VIEW memory.lu.totaux AS FROM lac.totaux")
        connection.execute("CREATE VIEW memory.lu.cooperations AS FROM lac.cooperations")
        connection.execute(
            "CREATE VIEW memory.lu.totaux_du_jour AS SELECT cooperation, numero, jour FROM lac.livres"
        )
        print("\n| question | PostgreSQL | le même SQL sur le lac |\n|---|---|---|")
        here = three(day, "memory.lu.")
        for name, query in three(day, "").items():
            say(
                name,
                ms(timed(lambda query=query: _of_postgres(connection, query))),
                ms(_same(connection, here[name], query)),
            )
        size = _of_postgres(connection, "SELECT pg_database_size('tableau')")[0][0]
        empty = _of_postgres(connection, "SELECT pg_database_size('postgres')")[0][0]
    told = read_told(place, day)
    every = timed(lambda: network_of(read_told(place, day), Viewer()).beside("coop-005", alike=True), 3)
    view = timed(lambda: network_of(told, Viewer()).beside("coop-005", alike=True), 3)
    say(
        "les trois ensemble, et le reste des deux pages, par le tableau de bord",
        "–",
        f"{ms(every)}, dont lire {ms(every - view)}",
    )
    say(
        "taille",
        f"{(size - empty) / 1e6:.1f} Mo, totaux seuls (remplie en {ms(filled)})".replace(".", ","),
        said(size_of(place)),
    )
    print(
        "\nMetabase n'est pas lancé : c'est le temps de sa base, sans le sien. Les tables de PostgreSQL n'ont ni dossiers, ni "
        "signatures, ni secteurs, ni ce qu'un lecteur ne doit pas voir : chacun y lit tout."
    )


def _of_postgres(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT * FROM postgres_query('pg', ?)", [query]).fetchall()


def _same(connection: duckdb.DuckDBPyConnection, query: str, other: str) -> float:
    """Seconds on the lake, where the answer is the one that PostgreSQL gives."""
    ours, theirs = connection.execute(query).fetchall(), _of_postgres(connection, other)
    if len(ours) != len(theirs) or not all(map(_alike, ours, theirs)):
        raise SystemExit("le lac et PostgreSQL ne répondent pas la même chose")
    return timed(lambda: connection.execute(query).fetchall())


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(
        abs(a - b) < 1e-9 if isinstance(a, float) and b is not None else a == b
        for a, b in zip(one, other, strict=True)
    )


def far(server: Postgres, invented: Invented, folder: Path, address: str) -> None:
    """The same books in a lake whose catalogue and files are elsewhere."""
    server.new_database("reseau")
    (folder / "secret").write_text("secret-invente\n")
    settings = folder / "lac.toml"
    settings.write_text(
        f'[catalogue]\nhote = "127.0.0.1"\nport = {server.port}\nbase = "reseau"\nutilisateur = "{USER}"\n'
        f'[fichiers]\nlieu = "s3://reseau/lac/"\nadresse = "{address}"\nregion = "eu-west-3"\ncle = "cle-inventee"\nsecret = "secret"\n'
    )
    print("\n| lac : catalogue dans PostgreSQL, fichiers dans S3 | mesure |\n|---|---|")
    lake(place_of(settings), invented)
    for row in alone(reading, str(settings)):
        say(*row)


def _servers(stack: ExitStack) -> Iterator[Any]:
    yield stack.enter_context(postgres())
    yield stack.enter_context(s3_server())[0]


def main() -> None:
    parser = argparse.ArgumentParser(description="Le lac du réseau, à sa taille.")
    parser.add_argument("--cooperations", type=int, default=200)
    parser.add_argument("--semaines", type=int, default=52)
    parser.add_argument(
        "--lac", type=Path, help="où faire le lac : dossier absent, ou réglages (.toml) d'un lac vide"
    )
    parser.add_argument("--garder", type=Path, help="garde ici les dossiers inventés, pour une autre mesure")
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="compare à des tables de PostgreSQL, puis au lac dans PostgreSQL et S3",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        invented = Invented(options.cooperations, options.semaines, options.garder or folder / "dossiers")
        told = str(options.lac or folder / "lac")
        print(f"| {options.cooperations} coopérations, {options.semaines} semaines | mesure |\n|---|---|")
        made = invented.make()
        if made:
            say("inventer un dossier, à part", ms(made))
        lake(place_of(Path(told)), invented)
        for row in [*alone(reading, told), *alone(pages, told)]:
            say(*row)
        if options.postgres:
            server, address = _servers(stack)
            plain_tables(place_of(Path(told)), server)
            far(server, invented, folder, address)


if __name__ == "__main__":
    main()
