"""What came out of the year: each household's revenue and tax, the cooperative's funds and shares, with articles."""

from typing import Any

from demo.build import YEAR, Builder
from demo.world import CAST, COOP_NAME, COOP_SLUG, SHOPS, Shop
from ecoop.distribution.queries import find_own_share, get_year_end
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.queries import get_household_year


def gather_outcome(*, builder: Builder) -> dict[str, Any]:
    """Gather every figure the summary shows, each from the query that its page asks too.

    Queries: about 60
    """
    households = [_gather_shop(builder, shop) for shop in SHOPS]
    with builder.inside(COOP_SLUG, "hai"):
        year_end = get_year_end(org_id=builder.world.organisations[COOP_SLUG].id, year=YEAR)
    return {
        "households": households,
        "cooperative": {
            "name": COOP_NAME,
            "steps": [
                {
                    "side": step.side,
                    "said": step.label,
                    "amount_vnd": step.value_vnd,
                    "law": _cite(step.article),
                }
                for step in year_end.steps
            ],
            "members": len(year_end.shares),
            "shared_vnd": year_end.shared_vnd,
        },
        "cast": [{"called": one.called, "name": one.name, "phone": one.phone, "email": one.email} for one in CAST],
    }


def _gather_shop(builder: Builder, shop: Shop) -> dict[str, Any]:
    organisation = builder.world.organisations[shop.slug]
    with builder.inside(shop.slug, shop.owner):
        tax = get_household_year(org_id=organisation.id, year=YEAR)
        share = find_own_share(member_org_id=organisation.id, year=YEAR)
    laws = list(dict.fromkeys(_cite(step.law) for step in tax.steps if step.law))
    return {
        "name": shop.name,
        "slug": shop.slug,
        "revenue_vnd": tax.revenue_vnd,
        "vat_vnd": tax.vat_vnd,
        "pit_vnd": tax.pit_vnd,
        "exempt": tax.exempt,
        "share_vnd": share.total_vnd if share else 0,
        "laws": laws,
    }


def _cite(law: Citation) -> str:
    return f"{law.article}, {lawbook.get_source(law.document)['number']}"
