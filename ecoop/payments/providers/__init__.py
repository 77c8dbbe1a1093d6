"""Who tells us of money by notices: one folder each, and here what they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ecoop.payments.calc.notices import NoticeRead, Transfer
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.providers import casso, payos, sepay


class Verify(Protocol):
    """Check the proof of a notice over its raw bytes; raises NoticeIsNotProven or NoticeIsTooOld."""

    def __call__(
        self, *, scheme: Scheme, secret: str, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> None: ...


class Write(Protocol):
    """Write the notice that the provider would send of a transfer: its headers and its bytes."""

    def __call__(
        self, *, scheme: Scheme, secret: str, transfer: Transfer, now: datetime
    ) -> tuple[dict[str, str], bytes]: ...


@dataclass(frozen=True)
class ProviderFacts:
    """A provider: its name, its ways of proof (and who makes the secret of each), what it wants to hear."""

    code: Provider
    label: str
    # For each way of proof its name, and whether the secret is the provider's own, to be copied from there.
    schemes: Mapping[Scheme, tuple[Any, bool]]
    steps: tuple[Any, ...]
    reply: Mapping[str, Any]
    verify: Verify
    read: Callable[[bytes], NoticeRead]
    write: Write


PROVIDERS: dict[Provider, ProviderFacts] = {
    module.CODE: ProviderFacts(
        module.CODE,
        module.LABEL,
        module.SCHEMES,
        module.STEPS,
        module.REPLY,
        module.verify,
        module.read,
        module.write,
    )
    for module in (sepay, casso, payos)
}
