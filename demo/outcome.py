"""What came out of the year: each household's revenue and tax, the cooperative's funds and shares, with articles."""

from datetime import date
from typing import Any

from demo.build import COOP_KEEPERS, NAMES, YEAR, Builder
from demo.world import COOP_NAME, COOP_SLUG, SHOPS, Shop
from ecoop.config.cast import CAST
from ecoop.distribution.queries import find_own_share, get_year_end
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.queries import get_household_year


def gather_outcome(*, builder: Builder) -> dict[str, Any]:
    """Gather every figure the summary shows, each from the query that its page asks too.

    Queries: about 60
    """
    households = [_gather_shop(builder, shop) for shop in SHOPS]
    cooperatives = [_gather_cooperative(builder, slug) for slug in NAMES]
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
        "cooperatives": cooperatives,
        "province": _gather_province(builder),
        "cast": [{"called": one.called, "name": one.name, "phone": one.phone, "email": one.email} for one in CAST],
    }


def _gather_cooperative(builder: Builder, slug: str) -> dict[str, Any]:
    with builder.inside(slug, COOP_KEEPERS[slug]):
        year_end = get_year_end(org_id=builder.world.organisations[slug].id, year=YEAR)
    return {"name": NAMES[slug], "members": len(year_end.shares), "shared_vnd": year_end.shared_vnd}


def _gather_province(builder: Builder) -> dict[str, Any]:
    """Add up the neighbours: how many owe what, and who needs somebody to look."""
    lived = builder.lived
    exempt = [one for one in lived if one.exempt]
    edge = lawbook.on(date(YEAR, 12, 31)).dong("tax/household/revenue_exempt_vnd_max")
    near = [one for one in exempt if one.revenue_vnd * 10 >= edge * 9]
    return {
        "households": len(lived) + len(SHOPS),
        "exempt": len(exempt),
        "near_threshold": len(near),
        "by_percentage": sum(1 for one in lived if not one.exempt and one.method == "revenue"),
        "by_income": sum(1 for one in lived if not one.exempt and one.method == "income"),
        "needs_human": [one.needs_human for one in lived if one.needs_human],
        "documents": sum(one.documents for one in lived),
        "invoices": sum(one.invoices for one in lived),
        "returns": sum(one.returns for one in lived),
        **{name: sum(getattr(one, name) for one in lived) for name in ("revenue_vnd", "vat_vnd", "pit_vnd")},
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
