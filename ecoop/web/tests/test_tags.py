"""What the tags write, each expected value taken from how Vietnamese papers write it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import translation

from ecoop.kernel.refusals import Citation
from ecoop.web.search import is_match
from ecoop.web.templatetags import house


def plain(markup: str) -> str:
    """Take the words out of the markup."""
    return markup.split(">", 1)[1].rsplit("<", 1)[0]


def test_amounts_stay_left_to_right_and_do_not_break() -> None:
    assert house.dong(1234567) == '<bdi dir="ltr" class="money">1.234.567\u00a0đ</bdi>'
    assert plain(house.amount(-5000)) in ("-5.000", "\u22125.000")
    assert house.dong(None) == house.amount(None) == house.day(None) == ""


def test_days_and_moments_are_those_of_vietnam() -> None:
    assert plain(house.day(date(2026, 3, 5))) == "05/03/2026"
    assert plain(house.month(date(2026, 3, 5))) == "03/2026"
    # 23:30 on the 4th in Greenwich is 06:30 on the 5th in Hà Nội.
    assert plain(house.moment(datetime(2026, 3, 4, 23, 30, tzinfo=UTC))) == "05/03/2026 06:30"


@pytest.mark.parametrize(
    ("language", "rate", "number"),
    [("vi", "1,5\u00a0%", "1.234,5"), ("en", "1.5\u00a0%", "1,234.5"), ("de", "1,5\u00a0%", "1.234,5")],
)
def test_numbers_are_written_as_the_language_does(language: str, rate: str, number: str) -> None:
    with translation.override(language):
        assert plain(house.pct(Decimal("0.0150"))) == rate
        assert plain(house.decimal(Decimal("1234.500"))) == number


def test_whole_hundreds_keep_their_zeros() -> None:
    assert plain(house.decimal(Decimal(100))) == "100"
    assert plain(house.pct(Decimal(1))) == "100\u00a0%"


def test_an_unknown_icon_is_an_error_of_the_template() -> None:
    with pytest.raises(TemplateSyntaxError):
        house.icon("no-such-icon")


def test_an_article_is_named_with_its_document() -> None:
    assert "Điều 4" in house.cited(Citation("no-such-document", "Điều 4"))
    with translation.override("vi"):
        known = house.cited(Citation("nd-68-2026", "Điều 4"))
    assert "Điều 4, 68/2026/NĐ-CP" in known
    assert "hộ kinh doanh" in known


def test_the_error_summary_links_to_the_field_and_repeats_the_words() -> None:
    class ReasonForm(forms.Form):
        """A form of one field."""

        reason = forms.CharField(label="Reason", help_text="Be clear.")

    page = render_to_string("web/parts/form.html", {"form": ReasonForm({})})
    error = ReasonForm({}).errors["reason"][0]
    assert f'href="#id_reason">Reason: {error}' in page
    assert page.count(error) == 2
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page
    assert 'aria-invalid="true"' in page


def test_search_forgives_accents_and_order() -> None:
    assert is_match(text="Bảng cân đối tài khoản", query="tai khoan can doi")
    assert is_match(text="Đất", query="dat")
    assert not is_match(text="Sổ nhật ký", query="sổ cái")
