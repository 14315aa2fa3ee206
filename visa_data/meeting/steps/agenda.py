"""The ten questions of the weekly meeting, in order, without any data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item of the meeting's agenda: its number, its key in the address, its title and its question."""

    number: int
    key: str
    title: str
    question: str


AGENDA = (
    Item(1, "ce-qui-a-change", "Ce qui a changé", "Qu'est-ce qui a changé depuis la dernière réunion ?"),
    Item(2, "urgences", "Les urgences", "Combien d'urgences, combien sans contact dans le délai, et où ?"),
    Item(
        3, "campagne", "La campagne d'appels", "Où en est la campagne, à quel rythme, et finie pour quand ?"
    ),
    Item(
        4, "qui-perdons-nous", "Qui perdons-nous ?", "Qui n'est jamais joint, perdu de vue, ou en attente ?"
    ),
    Item(5, "fragilite", "La fragilité", "Comment la fragilité se répartit-elle, et bouge-t-elle ?"),
    Item(6, "zones-blanches", "Les zones blanches", "Où personne ne va-t-il ?"),
    Item(7, "besoins", "Les besoins", "Quels besoins restent sans réponse, où, et avec quelle ressource ?"),
    Item(8, "prochaine-equipe", "La prochaine équipe", "Où une équipe de plus aiderait-elle le plus ?"),
    Item(9, "heures", "Les heures d'appel", "Les heures des appelants suffisent-elles ?"),
    Item(10, "decisions", "Les décisions", "Qu'avons-nous décidé, qu'est-ce qui est fait, en retard ?"),
)
BY_KEY = {item.key: item for item in AGENDA}
