"""Tags and filters of every page: đồng, days, icons, fields.

Figures stay left-to-right inside Arabic, so filters answer with `<bdi>`; inside attributes use `_text` ones.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ecoop.kernel.dates import VIETNAM, format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.words import vnd_in_words
from ecoop.kernel.written import format_grouped
from ecoop.lawbook import queries as lawbook

register = template.Library()

ICON_NAMES = Path(__file__).resolve().parent.parent / "icons.txt"
ICONS_THAT_TURN = ("arrow-left", "arrow-right", "chevron-left", "chevron-right", "corner-down-right", "logout", "login")
KIND_ICONS = {
    "household": "building-store",
    "cooperative": "building-community",
    "union": "sitemap",
    "authority": "building",
    "enterprise": "briefcase",
    "bank": "building-bank",
    "insurer": "shield",
    "school": "book",
}
TONES = {"debug": "info", "error": "danger"}
TONE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "danger": "alert-circle", "error": "alert-circle"}
DECIMAL_POINT_LANGUAGES = ("en",)


@register.filter
def dong(amount_vnd: int | None) -> str:
    """Write an amount: 1.234.567 đ; nothing for None."""
    return "" if amount_vnd is None else _money(format_dong(Dong(amount_vnd)))


@register.filter
def dong_text(amount_vnd: int | None) -> str:
    """Write an amount as plain text, for attributes."""
    return "" if amount_vnd is None else format_dong(Dong(amount_vnd))


@register.filter
def amount(amount_vnd: int | None) -> str:
    """Write an amount without its unit, for columns whose heading names đồng; an empty cell for None."""
    if amount_vnd is None:
        return ""
    # Many columns hold mostly zeros; they recede, so that the eye finds what moved.
    return _money(format_grouped(amount_vnd), is_zero=amount_vnd == 0)


@register.filter
def in_words(amount_vnd: int) -> str:
    """Write an amount in Vietnamese words."""
    return format_html('<span lang="vi" dir="ltr">{}</span>', vnd_in_words(Dong(amount_vnd)))


@register.filter
def day(on: date | None) -> str:
    """Write a day: 05/03/2026."""
    return "" if on is None else format_html('<time dir="ltr" datetime="{}">{}</time>', on.isoformat(), format_day(on))


@register.filter
def month(on: date | None) -> str:
    """Write the month of a day: 03/2026."""
    return "" if on is None else format_html('<bdi dir="ltr">{}</bdi>', f"{on.month:02}/{on.year}")


@register.filter
def moment(at: datetime | None) -> str:
    """Write an instant in the time of Việt Nam: 05/03/2026 14:05."""
    if at is None:
        return ""
    here = at.astimezone(VIETNAM)
    return format_html(
        '<time dir="ltr" datetime="{}">{} {}</time>', at.isoformat(), format_day(here.date()), here.strftime("%H:%M")
    )


@register.filter
def decimal(number: Decimal | int | None) -> str:
    """Write a quantity as the language does, without zeros at the end: 12,5."""
    return "" if number is None else format_html('<bdi dir="ltr">{}</bdi>', _written(Decimal(number)))


@register.filter
def pct(rate: Decimal | None) -> str:
    """Write a rate in percent: 0.015 becomes 1,5 %."""
    return "" if rate is None else format_html('<bdi dir="ltr">{}\u00a0%</bdi>', _written(Decimal(rate) * 100))


@register.filter
def ltr(text: Any) -> str:
    """Keep a phone number, a code or an address left-to-right wherever it stands."""
    return "" if text in (None, "") else format_html('<bdi dir="ltr" class="code">{}</bdi>', text)


@register.filter
def shown(value: Any) -> str:
    """Write the value of a step: đồng for whole numbers, text as it is."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return str(value)
    return dong(value) if isinstance(value, int) else decimal(value)


@register.filter
def open_question_path(switch: str) -> str:
    """Tell where the law states an open question, from the short name that steps carry."""
    return lawbook.list_switches()[switch]


@register.filter
def cited(article: Citation | str) -> str:
    """Write where a rule stands: the article and the number of its document, with the document's name to hover."""
    if not isinstance(article, Citation):
        return str(article)
    number, title = _document(article.document)
    return format_html('<bdi lang="vi" dir="ltr" title="{}">{}, {}</bdi>', title, article.article, number)


@register.filter
def cited_link(article: Citation | str) -> str:
    """Write where a rule stands, as a link to the page of its document."""
    if not isinstance(article, Citation) or article.document not in lawbook.get_tree()["sources"]:
        return cited(article)
    return format_html('<a href="{}">{}</a>', reverse("lawbook:source", args=[article.document]), cited(article))


@register.filter
def kind_icon(org_kind: str) -> str:
    """Name the icon of a kind of organisation."""
    return KIND_ICONS.get(org_kind, "building")


@register.filter
def tone(level: str) -> str:
    """Name the colour of a level of message."""
    return TONES.get(level, level or "info")


@register.filter
def tone_icon(level: str) -> str:
    """Name the icon of a level of message: colour alone never tells."""
    return TONE_ICONS.get(level, "info-circle")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the icons that `icons.txt` lists; it never speaks, words beside it do."""
    if name not in _icon_names():
        raise template.TemplateSyntaxError(
            f"no icon {name}: add it to ecoop/web/icons.txt and run `ecoop front install`"
        )
    turns = " icon-turns" if name in ICONS_THAT_TURN else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
        ' stroke-linejoin="round" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        turns,
        static("vendor/icons.svg"),
        name,
    )


@register.filter
def is_tick(field: forms.BoundField) -> bool:
    """Tell whether a field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_group(field: forms.BoundField) -> bool:
    """Tell whether a field is several boxes under one legend."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def dressed(field: forms.BoundField) -> SafeString:
    """Draw a field's own control in the face of the house."""
    kinds: Sequence[tuple[type | tuple[type, ...], str]] = (
        (forms.CheckboxInput, "form-check-input"),
        ((forms.RadioSelect, forms.CheckboxSelectMultiple), "choices"),
        (forms.Select, "form-select"),
    )
    dress = next((css for kind, css in kinds if isinstance(field.field.widget, kind)), "form-control")
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {dress}".strip()})


def _document(name: str) -> tuple[str, str]:
    source = lawbook.get_tree()["sources"].get(name)
    if source is None:
        return name, name
    is_vietnamese = (get_language() or "vi").startswith("vi")
    title = source["title_vi"] if is_vietnamese else source.get("title_en", source["title_vi"])
    return source.get("number") or source["title_vi"], title


@cache
def _icon_names() -> frozenset[str]:
    return frozenset(ICON_NAMES.read_text(encoding="utf-8").split())


def _money(text: str, *, is_zero: bool = False) -> SafeString:
    return format_html('<bdi dir="ltr" class="money{}">{}</bdi>', " zero" if is_zero else "", text)


def _written(number: Decimal) -> str:
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if (get_language() or "vi").split("-")[0] in DECIMAL_POINT_LANGUAGES:
        return text
    return text.replace(",", "\u00a0").replace(".", ",").replace("\u00a0", ".")
