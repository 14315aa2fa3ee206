from datetime import date
from pathlib import Path

import pytest

from visa_data import settings
from visa_data.errors import VisaError


def test_defaults_are_the_contract_s() -> None:
    loaded = settings.load()
    assert loaded.cadences == (30, 14, 7, 2)
    assert (loaded.besoin_non_pourvu, loaded.ressource_verifiee) == (7, 730)
    assert (loaded.secteur_inscrits, loaded.secteur_habitants) == (80, 2000)
    assert (loaded.part_grise, loaded.acces_sature, loaded.seuil_effectif) == (0.5, 0.5, 11)


def test_every_threshold_says_its_bounds_unit_and_source() -> None:
    for setting in settings.described().values():
        assert setting.minimum <= setting.value <= setting.maximum
        assert setting.unit and setting.label and setting.source


def test_a_territory_s_own_value(tmp_path: Path) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text("cadence_niveau_4 = 3\n[part_grise]\nvaleur = 0.6\n", encoding="utf-8")
    loaded = settings.load(own)
    assert (loaded.cadence_niveau_4, loaded.part_grise, loaded.cadence_niveau_1) == (3, 0.6, 30)


def test_the_time_zone_is_that_of_metropolitan_france_unless_the_territory_says_another(
    tmp_path: Path,
) -> None:
    assert settings.time_zone().key == "Europe/Paris"
    own = tmp_path / "reglages.toml"
    own.write_text("fuseau_horaire = 'Indian/Reunion'\n", encoding="utf-8")
    assert settings.time_zone(own).key == "Indian/Reunion"
    assert settings.load(own) == settings.load()


def test_no_end_of_crisis_and_consent_everywhere_unless_the_territory_says_otherwise(tmp_path: Path) -> None:
    usual = settings.load()
    assert (usual.crise_fin, usual.bases_legales) == (None, ())
    assert (usual.conservation_crise_mois, usual.conservation_radiation_jours) == (3, 0)
    assert (usual.conservation_journaux_mois, usual.conservation_refus_mois) == (12, 36)
    own = tmp_path / "reglages.toml"
    own.write_text(
        "crise_fin = 2020-07-10\n[base_legale]\ncaf = 'sauf_opposition'\ndepartement = 'consentement'\n"
        "carsat = { fondement = 'sauf_opposition', article = 'Convention du 1er mars', depuis = 2024-09-01 }\n",
        encoding="utf-8",
    )
    loaded = settings.load(own)
    assert loaded.crise_fin == date(2020, 7, 10)
    carsat, caf = loaded.bases_legales
    assert carsat == settings.LegalGround("carsat", "Convention du 1er mars", date(2024, 9, 1))
    assert (caf.source, caf.since) == ("caf", date(2024, 4, 8))
    assert "L. 121-6-1" in caf.article and "8 avril 2024" in caf.article


def test_an_end_of_crisis_may_be_written_as_a_text(tmp_path: Path) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text("crise_fin = '2020-07-10'\n", encoding="utf-8")
    assert settings.load(own).crise_fin == date(2020, 7, 10)


def test_what_is_no_number_is_never_told_as_one() -> None:
    loaded = settings.load()
    assert set(loaded.numbers) == set(settings.described())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "crise_fin = 'été 2020'",
            'doit être un jour, comme 2020-07-10, ou rien ("") tant que la crise dure.',
        ),
        ("crise_fin = 2020-07-10T08:00:00", "tant que la crise dure."),
        ("crise_fin = 2020", "tant que la crise dure."),
        ("conservation_crise_mois = 24", "doit être compris entre 0 et 12 mois."),
        ("base_legale = 'consentement'", "doit dire un fondement par origine."),
        (
            "[base_legale]\nmsa = 'consentement'",
            "« base_legale.msa » n'est pas une origine. Les origines sont registre_communal, departement, carsat, caf, "
            "ligne_telephonique et signalement.",
        ),
        ("base_legale.caf = 'loi'", "« base_legale.caf » doit être « consentement » ou « sauf_opposition »."),
        ("base_legale.caf = 3", "« base_legale.caf » doit être « consentement » ou « sauf_opposition »."),
        (
            "base_legale.caf = { fondement = 'sauf_opposition', depuis = 'hier' }",
            'doit nommer son texte (article = "…") et le jour de ce texte (depuis = 2024-04-08).',
        ),
        (
            "base_legale.caf = { fondement = 'sauf_opposition', article = ' ' }",
            'doit nommer son texte (article = "…") et le jour de ce texte (depuis = 2024-04-08).',
        ),
        ("cadence_niveau_4 = 0", "« cadence_niveau_4 » doit être compris entre 1 et 365 jours."),
        ("cadence_niveau_4 = 2.5", "« cadence_niveau_4 » doit être un nombre entier."),
        ("part_grise = 'moitié'", "« part_grise » doit être un nombre."),
        ("arrondi = 10\nseuil_effectif = 5", "un effectif montré serait arrondi à 0."),
        ("inconnu = 1", "« inconnu » n'est pas un réglage. Retirez-le ou corrigez-le."),
        (
            "fuseau_horaire = 'Paris'",
            "doit être un fuseau horaire connu, comme Europe/Paris ou Indian/Reunion.",
        ),
        ("fuseau_horaire = 2", "doit être un fuseau horaire connu, comme Europe/Paris ou Indian/Reunion."),
        ("etapes_comite_technique = 'urgences'", "doit être une liste de noms d'étapes."),
        ("etapes_comite_pilotage = [1]", "doit être une liste de noms d'étapes."),
        ("etapes_comite_technique = ['heures', 'heures']", "nomme deux fois l'étape « heures »."),
        ("= 1", "n'est pas un fichier TOML lisible. Corrigez-le ou retirez-le."),
    ],
)
def test_a_bad_value_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(VisaError) as refusal:
        settings.load(own)
    assert refusal.value.message.endswith(sentence)
