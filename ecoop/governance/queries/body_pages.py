"""What the pages of bodies show: posts body by body, family by name, resolutions to choose from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from ecoop.governance.calc.bodies import BODY_WORDS, ONLY_IN, BodyKind, Governance, PostFacts
from ecoop.governance.models import Holder
from ecoop.governance.queries.bodies import list_ties
from ecoop.lawbook import queries as lawbook
from ecoop.resolutions.queries import list_resolutions

_FAMILY = "cooperative/family"
_MATTER = "elections"
_RESOLUTIONS = 100


@dataclass(frozen=True)
class BodyGroup:
    """A body and who is in it; empty bodies that the governance knows show as empty."""

    body: BodyKind
    label: str
    posts: tuple[PostFacts, ...]


@dataclass(frozen=True)
class TieLine:
    """Two people who are family, by name."""

    id: UUID
    name: str
    other: str
    relation: str
    declared_on: date


def group_posts(*, posts: Collection[PostFacts], governance: Governance | None) -> list[BodyGroup]:
    """Put posts together body by body; without a governance, only the bodies somebody is in.

    Queries: 0
    """
    groups = []
    for body in BodyKind:
        here = tuple(post for post in posts if post.body is body)
        is_asked = governance is not None and ONLY_IN.get(body, governance) is governance
        if here or is_asked:
            groups.append(BodyGroup(body, str(BODY_WORDS[body]), here))
    return groups


def get_family(*, org_id: UUID, day: date) -> list[TieLine]:
    """List who is family of whom on a day, by name.

    Queries: 3
    """
    ties = list_ties(org_id=org_id, day=day)
    ids = {id_ for tie in ties for id_ in tie.pair}
    names = dict(Holder.objects.filter(org_id=org_id, id__in=ids).values_list("id", "name"))
    labels = dict(list_relations(day=day))
    return [
        TieLine(tie.id, names[tie.holder_id], names[tie.other_id], labels[tie.relation], tie.declared_on)
        for tie in ties
    ]


def list_relations(*, day: date) -> list[tuple[str, str]]:
    """List how people are family as the law counts it: code and name in the active language.

    Law:     L17 Art. 4, clause 11; cooperative/family
    Queries: 0
    """
    name = "label_vi" if (get_language() or "vi") == "vi" else "label_en"
    return [(row["code"], row[name]) for row in lawbook.on(day).table(_FAMILY)]


def list_resolution_choices(*, org_id: UUID) -> list[tuple[str, str]]:
    """List the last resolutions of elections, to rest an appointment on.

    Queries: 3
    """
    found = list_resolutions(org_id=org_id, matter=_MATTER)[:_RESOLUTIONS]
    return [(str(one.id), f"{one.number} · {one.title}") for one in found if one.annulment is None]
