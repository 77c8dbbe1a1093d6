"""Payments from the command line: `ecoop payments simulate` is a provider that sends real notices over HTTP."""

import os
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ecoop.kernel.commands import EcoopCommand
from ecoop.payments.calc.notices import Transfer
from ecoop.payments.errors import NoticeNotTaken, Provider, Scheme
from ecoop.payments.providers import PROVIDERS

_SECONDS_MAX, _TRIES_MAX = 30, 7


class Command(EcoopCommand):
    """Send a notice as a provider does, and again until it is taken."""

    help = "Simulate a provider that tells of money by notices"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the simulator."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        simulate = verbs.add_parser("simulate", help="send a notice of a transfer over HTTP")
        simulate.add_argument("provider", choices=[str(each) for each in Provider])
        simulate.add_argument("--url", required=True, help="the address of the connection, whole")
        simulate.add_argument("--scheme", choices=[str(each) for each in Scheme], default="")
        simulate.add_argument("--secret", default=os.environ.get("ECOOP_SIMULATED_SECRET", ""))
        simulate.add_argument("--amount", type=int, required=True, help="đồng; negative for money that goes out")
        simulate.add_argument("--text", default="")
        simulate.add_argument("--account", default="0123499999")
        simulate.add_argument("--from", default="NGUYEN VAN A", dest="counterparty")
        simulate.add_argument("--id", type=int, default=0, help="the provider's own number; by the clock if left out")
        simulate.add_argument("--times", type=int, default=1, help="send the same notice so often")

    def answer(self, *, verb: str, provider: str, scheme: str, **options: Any) -> Any:
        """Write the notice as the provider would, and send it until it is taken."""
        now, facts = timezone.now(), PROVIDERS[Provider(provider)]
        number = options["id"] or int(now.timestamp() * 1000)
        transfer = Transfer(
            number,
            options["amount"],
            options["text"],
            options["account"],
            f"FT{number}",
            now,
            options["counterparty"],
            "1122334455",
        )
        chosen = Scheme(scheme) if scheme else next(iter(facts.schemes))
        headers, body = facts.write(scheme=chosen, secret=options["secret"], transfer=transfer, now=now)
        answers = [_send(options["url"], headers, body, dict(facts.reply)) for _each in range(options["times"])]
        return {"provider": provider, "id": number, "reference": transfer.reference, "answers": answers}

    def show(self, answer: Any, **_options: Any) -> None:
        """Say what was answered."""
        for each in answer["answers"]:
            self.console.print(_("Answered {status} after {tries} tries.").format(**each))


def _send(url: str, headers: dict[str, str], body: bytes, wanted: dict[str, Any]) -> dict[str, Any]:
    """Send as providers do: whatever is not what they want to hear is tried again a few times."""
    if not url.startswith(("http://", "https://")):
        raise NoticeNotTaken(status=0)
    status = 0
    for tries in range(1, _TRIES_MAX + 1):
        try:
            request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310
            with urllib.request.urlopen(request, timeout=_SECONDS_MAX) as found:  # noqa: S310
                status, said = found.status, found.read()
            if b'"success":true' in said.replace(b" ", b"") and wanted["success"]:
                return {"status": status, "tries": tries}
        except urllib.error.HTTPError as refused:
            status = refused.code
            if status < 500:
                break
        except (urllib.error.URLError, TimeoutError):
            status = 0
        time.sleep(0.2 * tries)
    raise NoticeNotTaken(status=status)
