"""The first five minutes, for the phone: a code, the trades, a household that sells, signing in again."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from ecoop.kernel.wire import Text
from ecoop.start.actions.begin_household import BeginningDraft, begin_household
from ecoop.start.actions.recover_phone import recover_phone
from ecoop.start.actions.send_code import send_code
from ecoop.start.actions.sign_in_on_phone import SignedInFor, sign_in_on_phone
from ecoop.start.calc import DIGITS, HOLDS, PAUSE
from ecoop.start.queries import get_trades_version, list_trades
from ecoop.sync.actions.register_device import RegisteredDevice

router = Router(tags=["start"])

TRADES_KEPT_SECONDS = 86_400
Named = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$")]
Digits = Annotated[str, Field(pattern=rf"^[0-9]{{{DIGITS}}}$", examples=["402518"])]


class CodeAskedIn(Schema):
    """A phone number to which a code shall go."""

    phone: Text = Field(examples=["0912 345 678"])


class CodeSentOut(Schema):
    """What is told about a code: the same for every number."""

    sent: bool = True
    expires_in_seconds: int = Field(examples=[600])
    again_in_seconds: int = Field(examples=[60])


class DemoGoodOut(Schema):
    """Something a shop of the trade sells, at a usual price."""

    code: str = Field(examples=["nuoc-suoi"])
    name: str = Field(examples=["Nước suối 500 ml"])
    unit: str = Field(examples=["chai"])
    price_vnd: int = Field(examples=[5_000])
    sector: str = Field(examples=["goods"])
    icon: str = Field(examples=["bottle"], description="The name of a Tabler icon.")


class TradeOut(Schema):
    """A trade with its picture and its usual goods."""

    code: str = Field(examples=["tap-hoa"])
    label: str = Field(examples=["Grocery"])
    icon: str = Field(examples=["building-store"])
    goods: list[DemoGoodOut]


class TradesOut(Schema):
    """The trades from which a shop may begin."""

    version: str
    trades: list[TradeOut]


class PhoneIn(Schema):
    """A phone: the id it made for itself, and what its owner calls it."""

    id: UUID
    name: Named = Field(examples=["Điện thoại của bà Tư"])


class BeginningIn(Schema):
    """A household that begins; its id is made on the phone, so that sending it twice founds it once."""

    id: UUID
    phone: Text = Field(examples=["0912 345 678"])
    code: Digits
    person_name: Named = Field(examples=["Trần Thị Tư"])
    shop_name: Named = Field(examples=["Tạp hóa Bà Tư"])
    trade: Text = Field(examples=["tap-hoa"])
    ward_code: Text | None = None
    device: PhoneIn


class LeasedNumbersOut(Schema):
    """Receipt numbers the phone may give without asking."""

    series: str = Field(examples=["B"])
    first: int
    last: int


class BegunOut(Schema):
    """A household that may sell at once; the key is shown this once."""

    slug: str
    org_name: str
    person_name: str
    kind: str
    device_id: UUID
    key: str
    expires_at: datetime
    lease: LeasedNumbersOut
    ear: str = Field(description="By which the phone, when locked, asks whether to wipe itself. It opens nothing.")


class SignInIn(Schema):
    """Who comes in on which phone."""

    phone: Text = Field(examples=["0912 345 678"])
    code: Digits
    device: PhoneIn


class RecoveryAskedIn(Schema):
    """Whose phone it is, and which."""

    phone: Text = Field(examples=["0912 345 678"])
    code: Digits
    device_id: UUID


class RecoveryOut(Schema):
    """The recovery key that the phone left here; it opens the phone's own records and nothing else."""

    key: str


class SignedInForOut(Schema):
    """An organisation of the person; key, lease and ear are null where they do not record."""

    slug: str
    name: str
    kind: str
    roles: list[str]
    device_id: UUID | None
    key: str | None
    expires_at: datetime | None
    lease: LeasedNumbersOut | None
    ear: str | None


class SignedInOut(Schema):
    """Who came in, and for which organisations."""

    person_name: str
    organisations: list[SignedInForOut]


@router.post("/start/codes", response=CodeSentOut, auth=None, summary="Send a code to a phone")
def post_code(request: HttpRequest, body: CodeAskedIn) -> CodeSentOut:
    """Send six digits to a phone number, known or not; the answer does not tell which."""
    send_code(phone=body.phone, meta=request.META, now=timezone.now())
    return CodeSentOut(expires_in_seconds=int(HOLDS.total_seconds()), again_in_seconds=int(PAUSE.total_seconds()))


@router.get("/start/trades", response=TradesOut, auth=None, summary="List the trades from which a shop begins")
def get_trades(request: HttpRequest, response: HttpResponse) -> TradesOut | HttpResponse:
    """List trades with their pictures and usual goods; a phone keeps them and asks again with If-None-Match."""
    etag = f'"{get_trades_version()}-{get_language()}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response["ETag"], response["Cache-Control"] = etag, f"public, max-age={TRADES_KEPT_SECONDS}"
    patch_vary_headers(response, ["Accept-Language"])
    goods = {trade.code: [DemoGoodOut(**vars(good)) for good in trade.goods] for trade in list_trades()}
    trades = [
        TradeOut(code=each.code, label=each.label, icon=each.icon, goods=goods[each.code]) for each in list_trades()
    ]
    return TradesOut(version=get_trades_version(), trades=trades)


@router.post("/start", response=BegunOut, auth=None, summary="Begin a household on a phone")
def post_household(request: HttpRequest, body: BeginningIn) -> BegunOut:
    """Found a household with books, a place and the goods of its trade, and give the phone its key."""
    said = body.model_dump(exclude={"device"})
    draft = BeginningDraft(**said, device_id=body.device.id, device_name=body.device.name)
    begun = begin_household(draft=draft, meta=request.META, now=timezone.now())
    acting, device = begun.acting, begun.device
    return BegunOut(
        slug=acting.org_slug,
        org_name=acting.org_name,
        person_name=acting.person_name,
        kind=acting.org_kind,
        device_id=device.device_id,
        key=device.key,
        expires_at=device.expires_at,
        lease=_lease(device),
        ear=device.ear,
    )


@router.post("/start/sign-in", response=SignedInOut, auth=None, summary="Sign in on a phone")
def post_sign_in(request: HttpRequest, body: SignInIn) -> SignedInOut:
    """Give a phone a key for each organisation for which its person records; the keys it had die."""
    found = sign_in_on_phone(
        phone=body.phone,
        code=body.code,
        device_id=body.device.id,
        device_name=body.device.name,
        meta=request.META,
        now=timezone.now(),
    )
    return SignedInOut(person_name=found.person_name, organisations=[_told(each) for each in found.organisations])


@router.post("/start/recovery", response=RecoveryOut, auth=None, summary="Open a phone whose PIN is forgotten")
def post_recovery(request: HttpRequest, body: RecoveryAskedIn, response: HttpResponse) -> RecoveryOut:
    """Hand a phone the recovery key it left, if the person with this number registered it and it is in use."""
    response.headers["Cache-Control"] = "no-store"
    key = recover_phone(
        phone=body.phone, code=body.code, device_id=body.device_id, meta=request.META, now=timezone.now()
    )
    return RecoveryOut(key=key)


def _told(one: SignedInFor) -> SignedInForOut:
    acting, device = one.acting, one.device
    return SignedInForOut(
        slug=acting.org_slug,
        name=acting.org_name,
        kind=acting.org_kind,
        roles=sorted(acting.roles),
        device_id=device.device_id if device else None,
        key=device.key if device else None,
        expires_at=device.expires_at if device else None,
        lease=_lease(device) if device else None,
        ear=device.ear if device else None,
    )


def _lease(device: RegisteredDevice) -> LeasedNumbersOut:
    return LeasedNumbersOut(series=device.lease.series, first=device.lease.first, last=device.lease.last)
