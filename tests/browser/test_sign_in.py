"""Coming in as a person does it: password, then a passkey, then with the passkey alone."""

from django.urls import reverse

from ecoop.access.actions.register_person import register_person
from ecoop.access.queries import get_account
from tests.browser.stage import Stage
from tests.cast import BEGAN_AT

PASSWORD = "chè xanh buổi sáng"


def test_a_passkey_is_made_and_then_opens_the_door(stage: Stage) -> None:
    binh = register_person(name="Vũ Văn Bình", phone="0912000077", password=PASSWORD, now=BEGAN_AT)
    # Browsers make passkeys for names and not for numbers.
    here = stage.url.replace("127.0.0.1", "localhost")
    with stage.browser.new_context() as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        _give_an_authenticator(page)
        page.goto(here + reverse("account_login"))
        page.fill("[name=login]", "0912 000 077")
        page.fill("[name=password]", PASSWORD)
        page.click("main form button.btn-primary")
        page.wait_for_url("**/organisations/")

        page.goto(here + reverse("mfa_add_webauthn"))
        page.fill("[name=name]", "Điện thoại")
        page.check("[name=passwordless]")
        page.click("#mfa_webauthn_add")
        page.wait_for_url(lambda url: "add" not in url)

        context.clear_cookies()
        page.goto(here + reverse("account_login"))
        page.click("#passkey_login")
        page.wait_for_url("**/organisations/")
    assert [each.method for each in get_account(person_id=binh.id).sign_ins] == ["webauthn", "password"]


def _give_an_authenticator(page: object) -> None:
    session = page.context.new_cdp_session(page)  # type: ignore[attr-defined]
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
