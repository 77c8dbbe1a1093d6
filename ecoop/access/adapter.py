"""What django-allauth asks us: who has this phone, how a code gets there, what to note when somebody came in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.fields import PhoneField
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecoop.access.actions.change_phone import change_phone
from ecoop.access.actions.record_sign_in import record_sign_in
from ecoop.access.actions.send_text import send_text
from ecoop.access.calc import normal_phone
from ecoop.access.errors import PhoneNotUnderstood
from ecoop.access.queries import find_person

FRESH_SECONDS = 300


class VietnamesePhoneField(PhoneField):
    """A phone number as people here write it, brought into its one normal form."""

    def clean(self, value: Any) -> Any:
        """Read the number, or say how to write one."""
        if not value and not self.required:
            return ""
        phone = normal_phone(text=str(value or ""))
        if phone is None:
            refusal = PhoneNotUnderstood(text=value)
            raise ValidationError(f"{refusal.said_text} {refusal.remedy_text}", code="invalid_phone")
        return phone


class SignInAdapter(DefaultAccountAdapter):
    """Sign people in by phone or e-mail; who is new begins on the phone, with a household (`start`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse here: an organisation registers its people, and a household begins on the phone."""
        return False

    def phone_form_field(self, **kwargs: Any) -> VietnamesePhoneField:
        """Read phone numbers the Vietnamese way."""
        return VietnamesePhoneField(**kwargs)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        """Tell a person's phone number, and whether a code has reached it."""
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        """Keep a person's new phone number."""
        change_phone(person_id=user.id, phone=phone, verified_at=timezone.now() if verified else None)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Note that a code has reached the phone."""
        change_phone(person_id=user.id, phone=phone, verified_at=timezone.now())

    def get_user_by_phone(self, phone: str) -> Any:
        """Find who signs in with a phone number."""
        return find_person(phone_or_email=phone)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """Send a code to a phone."""
        send_text(phone=phone, text=_("Your ecoop code is {code}. Tell it to nobody.").format(code=code))

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Tell a stranger's phone that nobody here has it, so that the page need not."""
        send_text(phone=phone, text=_("Nobody signs in to ecoop with this phone number."))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who it is, unless the person has only just come in.

        Whoever comes in by code has no password to be asked for; right after that they may make a passkey.
        """
        request = context.request
        records = get_authentication_records(request, request.user)
        came_in_at = records[-1]["at"] if records else 0
        if timezone.now().timestamp() - came_in_at < FRESH_SECONDS:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Note when and how the person came in, then go on."""
        records = get_authentication_records(request, user)
        last = records[-1] if records else {}
        method = str(last.get("type") or last.get("method") or "password")
        record_sign_in(person_id=user.id, method=method[:40], now=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response
