"""What each of the cast finds on the home of an organisation."""

from django.urls import reverse

from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from tests.cast import Cast


def page(cast: Cast, person: str, slug: str) -> str:
    """Read a home as one of the cast."""
    answer = cast.client(getattr(cast, person)).get(reverse("home", args=[slug]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_each_of_the_cast_finds_their_own_figures(cast: Cast) -> None:
    """Capital 40,000,000; shares of 86,364,000, of which Năm's are 41,418,000; bà Tư's cooperative has none of it."""
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        close(cast)
        decide(cast)
        share(cast)
    lan, hai = page(cast, "lan", cast.coop.slug), page(cast, "hai", cast.coop.slug)
    assert reverse("ledger:periods", args=[cast.coop.slug]) in lan
    for seen in (lan, hai):
        assert "40.000.000 đ" in seen
        assert "86.364.000 đ" in seen
    nam = page(cast, "nam", cast.nam_household.slug)
    assert "41.418.000 đ" in nam
    assert "86.364.000 đ" not in nam
    tu = page(cast, "tu", cast.other_coop.slug)
    assert "86.364.000 đ" not in tu
    assert "41.418.000 đ" not in page(cast, "tu", cast.tu_household.slug)
