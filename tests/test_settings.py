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


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
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
