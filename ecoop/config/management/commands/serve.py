"""`ecoop serve`: answer browsers and programs."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import OperationalError, connections
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from ecoop.config.demo_people import is_this_machine
from ecoop.config.errors import DatabaseDoesNotAnswer, DemoIsForThisMachine
from ecoop.config.ports import choose_port
from ecoop.kernel.commands import EcoopCommand

# While one thread waits for the database another one works; more only queue up in front of it.
THREADS_PER_WORKER = 4
PORT_MAX = 65_535
SECONDS_TO_STOP = 10


class Command(EcoopCommand):
    """Serve until Ctrl-C."""

    place: dict[str, Any]
    help = "Serve the desk and the API at http://127.0.0.1:8000."

    def add_arguments(self, parser: CommandParser) -> None:
        """Know where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, choices=range(PORT_MAX + 1), metavar="PORT")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, help="processes; default: the processors"
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        """Look whether the address is free and the database answers; serving comes after the answer."""
        if settings.DEMO_SIGN_IN and not is_this_machine(options["host"]):
            raise DemoIsForThisMachine(host=options["host"])
        port = choose_port(host=options["host"], port=options["port"])
        try:
            connections["default"].ensure_connection()
        except (OperationalError, OSError) as fault:
            raise DatabaseDoesNotAnswer(reason=str(fault).strip().splitlines()[0]) from fault
        # The children open their own connections; one carried over would be used by two.
        connections.close_all()
        workers = max(1, options["workers"])
        self.place = {"host": options["host"], "port": port, "workers": workers}
        return {"url": f"http://{_shown_host(options['host'])}:{port}", **self.place}

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer where it will serve, then serve until told to stop."""
        super().handle(*args, **options)
        self.stdout.flush()
        _serve(**self.place)

    def show(self, answer: dict[str, Any], **options: Any) -> None:
        """Tell where to go."""
        self.console.print(_("ecoop serves at {url} — stop it with Ctrl-C.").format(url=answer["url"]))


def _serve(*, host: str, port: int, workers: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
    Server(
        "ecoop.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS_PER_WORKER,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_level=LogLevels.warning,
    ).serve()


def _shown_host(host: str) -> str:
    # 0.0.0.0 means "everywhere" to a server and nothing to a browser.
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
