"""The pages of capital, charter and certificates, each asked the five questions; and what one does on them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from demo.resolutions import pass_on_paper
from ecoop.distribution.tests.stage import live_a_year
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.actions.issue_certificates import CertificateDraft, issue_certificates
from ecoop.members.calc import CertificateKind
from ecoop.members.models import CapitalCommitment, CapitalContribution, Certificate, CharterParameter
from ecoop.members.queries import get_certificate
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast

ISSUED_ON = date(2026, 12, 1)

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


@pytest.fixture
def act(cast: Cast) -> dict[str, Any]:
    return {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}


@pytest.fixture
def certificate(cast: Cast, stage: Stage, act: dict[str, Any]) -> Any:
    draft = CertificateDraft(new_id(), stage.nam)
    with cast.inside(cast.coop, cast.lan):
        issue_certificates(certificates=[draft], issued_on=ISSUED_ON, **act)
        return get_certificate(org_id=cast.coop.id, certificate_id=draft.id)


def text_of(answer: Any) -> str:
    return str(answer.content.decode().replace("\u00a0", " "))


def ask_five(cast: Cast, url: str, shown: list[str], budget: Any, *, queries: int = 50, reader: str = "hai") -> None:
    """Ask the five questions of a page that one reads."""
    client = cast.client(getattr(cast, reader))
    with budget(queries):
        answer = client.get(url)
    assert answer.status_code == 200
    page = "" if answer["Content-Type"].startswith("application/pdf") else text_of(answer)
    assert not [text for text in shown if text not in page], page
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("name", "query", "shown"),
    [
        # Năm and Hoa hold 10 and 20 million of 100 million, the associates 10.
        ("capital", "", ["40.000.000", "100.000.000", "Điều 74, khoản 2", "Điều 74, khoản 3", "TV001"]),
        ("capital-what-if", "&member=TV001&charter_capital_vnd=200.000.000", ["20.000.000", "50.000.000"]),
        ("capital-moves", "&year=2026", ["TV001", "S31", "2026-"]),
        ("commitments", "", []),
        ("charter", "", ["NQ 01/2026", "Điều 84, khoản 2", "≥ 5 %", "≤ 30 %"]),
        ("certificates", "", ["TV001", "TV002"]),
    ],
)
def test_five_questions_of_what_one_reads(
    cast: Cast, stage: Stage, django_assert_max_num_queries: Any, name: str, query: str, shown: list[str]
) -> None:
    url = reverse(f"members:{name}", args=[cast.coop.slug]) + f"?day=2026-12-31{query}"
    ask_five(cast, url, shown, django_assert_max_num_queries)
    assert stage


@pytest.mark.parametrize("what", ["commitments", "contributions", "returns", "transfers", "registrations", "profit"])
def test_five_questions_of_what_one_records(
    cast: Cast, stage: Stage, django_assert_max_num_queries: Any, what: str
) -> None:
    url = reverse("members:capital-new", args=[cast.coop.slug, what])
    client = cast.client(cast.lan)
    with django_assert_max_num_queries(25):
        assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.hai).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")
    nothing = reverse("members:capital-new", args=[cast.coop.slug, "gold"])
    assert cast.client(cast.lan).get(nothing).status_code == 404
    assert stage


def test_five_questions_of_a_members_book(cast: Cast, stage: Stage, django_assert_max_num_queries: Any) -> None:
    for name, shown in (("contribution-book", ["10.000.000", "1121"]), ("contribution-paper", [])):
        url = reverse(f"members:{name}", args=[cast.coop.slug, stage.nam]) + "?year=2026"
        ask_five(cast, url, shown, django_assert_max_num_queries)
    volume = reverse("members:capital-volume", args=[cast.coop.slug, 1]) + "?year=2026"
    ask_five(cast, volume, [], django_assert_max_num_queries)
    beyond = reverse("members:capital-volume", args=[cast.coop.slug, 2])
    assert cast.client(cast.lan).get(beyond).status_code == 404


def test_five_questions_of_a_certificate(cast: Cast, certificate: Any, django_assert_max_num_queries: Any) -> None:
    for name, shown in (("certificate", ["0001", "10.000.000", "EC1."]), ("certificate-paper", [])):
        url = reverse(f"members:{name}", args=[cast.coop.slug, certificate.id])
        ask_five(cast, url, shown, django_assert_max_num_queries)
    stranger = reverse("members:certificate", args=[cast.coop.slug, new_id()])
    assert cast.client(cast.lan).get(stranger).status_code == 404


def test_capital_is_paid_in_on_its_page(cast: Cast, stage: Stage) -> None:
    url = reverse("members:capital-new", args=[cast.coop.slug, "contributions"])
    form = {
        "id": str(new_id()), "member_number": "TV001", "means": "fixed_asset", "amount_vnd": "5.000.000",
        "paid_on": "2026-12-15", "what": "Máy cày", "quantity": "1", "unit": "chiếc", "valued_by": "meeting",
        "valuation_paper": "BB 9", "valued_on": "2026-12-01", "handed_over_on": "2026-12-10",
    }  # fmt: skip
    client = cast.client(cast.lan)
    assert "TV009" in text_of(client.post(url, {**form, "member_number": "TV009"}))
    # 30 of 100 million is what one may hold, and Năm holds 10.
    assert "Máy cày" in text_of(client.post(url, {**form, "amount_vnd": "20.000.001"}))
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        row = CapitalContribution.objects.get(means="fixed_asset")
    record = reverse("members:handover-record", args=[cast.coop.slug, row.id])
    assert client.get(record).content.startswith(b"%PDF")
    assert cast.client(cast.tu).get(record).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(record).status_code == 403
    assert stage


def test_a_deadline_is_extended_on_its_page(cast: Cast, stage: Stage, act: dict[str, Any]) -> None:
    draft = CommitmentDraft(new_id(), stage.hoa, Dong(1_000_000), date(2026, 12, 1))
    with cast.inside(cast.coop, cast.lan):
        commit_capital(commitments=[draft], **act)
    url = reverse("members:commitment-extension", args=[cast.coop.slug, draft.id])
    client = cast.client(cast.lan)
    assert client.get(url).status_code == 200
    assert client.post(url, {"id": str(new_id()), "days": "10", "reason": "Sang tên"}).status_code == 302
    assert "11/06/2027" in text_of(
        client.get(reverse("members:commitments", args=[cast.coop.slug]) + "?day=2026-12-31")
    )
    assert (cast.client(cast.hai).get(url).status_code, cast.client(cast.tu).get(url).status_code) == (403, 404)
    assert cast.client(cast.lan).delete(url).status_code == 405
    with cast.inside(cast.coop, cast.lan):
        assert CapitalCommitment.objects.count() == 1


def test_the_charter_changes_by_a_resolution_within_the_law(cast: Cast, stage: Stage) -> None:
    """Two days of notice are refused with the article; seven are recorded, and stand in the history."""
    url = reverse("members:charter-choice", args=[cast.coop.slug, "notice_days"])
    client = cast.client(cast.lan)
    assert "chưa có nghị quyết nào chờ" in text_of(client.get(url))

    def passed(number: str, **choices: str) -> dict[str, str]:
        says = {"starts_on": "2026-12-01", "choices": choices}
        act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW}
        with cast.inside(cast.coop, cast.lan):
            on = date(2026, 10, 1)
            passed_id = pass_on_paper(matter="charter", parameters=says, passed_on=on, number=number, **act)
        return {"resolution": str(passed_id)}

    refused = client.post(url, passed("NQ 04/2026", notice_days="2"))
    assert refused.status_code == 422
    assert "≥ 3" in text_of(refused)
    both = passed("NQ 05/2026", notice_days="7", undivided_fund_rate_external="0.075")
    assert client.post(url, both).status_code == 302
    assert "NQ 05/2026" in text_of(client.get(url))
    rate = reverse("members:charter-choice", args=[cast.coop.slug, "undivided_fund_rate_external"])
    assert client.post(rate, both).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        found = {row.name: row.value for row in CharterParameter.objects.filter(starts_on=date(2026, 12, 1))}
    assert found == {"notice_days": "7", "undivided_fund_rate_external": "0.075"}
    assert (cast.client(cast.hai).get(url).status_code, cast.client(cast.tu).get(url).status_code) == (403, 404)
    assert client.delete(url).status_code == 405
    assert client.get(reverse("members:charter-choice", args=[cast.coop.slug, "x"])).status_code == 404
    assert stage


def test_certificates_are_issued_exchanged_and_revoked_on_their_pages(cast: Cast, stage: Stage) -> None:
    client, slug = cast.client(cast.lan), cast.coop.slug
    issue = reverse("members:certificates-issue", args=[slug])
    assert client.get(issue).status_code == 405
    assert cast.client(cast.hai).post(issue).status_code == 403
    assert client.post(issue, {"issued_on": "2026-12-01"}).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        numbers = list(Certificate.objects.order_by("number").values_list("number", flat=True))
        first = Certificate.objects.get(member_id=stage.nam)
    assert numbers == [1, 2, 3]
    page = reverse("members:certificate", args=[slug, first.id])
    again = client.post(page, {"kind": "lost", "issued_on": "2026-12-02"})
    assert again.status_code == 302
    revocation = reverse("members:certificate-revocation", args=[slug, first.id])
    assert client.get(revocation).status_code == 405
    assert client.post(revocation, {"reason": "x", "revoked_on": "2026-12-03"}).status_code == 409
    newest = reverse("members:certificate-revocation", args=[slug, again.headers["Location"].split("/")[-2]])
    assert client.post(newest, {"reason": "Ra khỏi HTX", "revoked_on": "2026-12-03"}).status_code == 302


def test_anybody_checks_a_certificate(cast: Cast, certificate: Any, client: Any, act: dict[str, Any]) -> None:
    """Valid; forged; replaced by another. The page tells nothing that the code does not say."""
    url = reverse("members:check-certificate")
    assert client.get(url).status_code == 200
    good = text_of(client.post(url, {"code": certificate.code}))
    assert "alert-success" in good
    assert "10.000.000" in good
    prefix, key_id, text, _signature = certificate.code.split(".")
    assert "alert-danger" in text_of(client.post(url, {"code": ".".join((prefix, key_id, text, "A" * 86))}))
    assert "alert-danger" in text_of(client.post(url, {"code": certificate.code.replace(key_id, "0" * 16)}))
    assert "field-error" in text_of(client.post(url, {"code": "EC1.hello"}))
    with cast.inside(cast.coop, cast.lan):
        other = CertificateDraft(
            new_id(), certificate.member_id, kind=CertificateKind.CHANGED, replaces_id=certificate.id
        )
        issue_certificates(certificates=[other], issued_on=date(2026, 12, 2), **act)
    assert "alert-warning" in text_of(client.post(url, {"code": certificate.code}))
    assert client.delete(url).status_code == 405
