"""Ports on this machine: which is taken and which is free."""

import errno
import socket

from ecoop.config.errors import AddressIsNotOurs, PortIsTaken

PORTS_TRIED = 50
PORT_MAX = 65_535


def choose_port(*, host: str, port: int) -> int:
    """Answer the port to serve on: the one asked for, or any free one when 0 is asked for.

    Raises: PortIsTaken, AddressIsNotOurs
    """
    try:
        return _bind(host=host, port=port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortIsTaken(host=host, port=port, free_port=_next_free(host=host, port=port)) from error
        raise AddressIsNotOurs(host=host, port=port, reason=error.strerror or str(error)) from error


def _next_free(*, host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + PORTS_TRIED, PORT_MAX)):
        try:
            return _bind(host=host, port=candidate)
        except OSError:
            continue
    return _bind(host=host, port=0)


def _bind(*, host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: a port whose last connections still linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        probe.listen(1)
        return int(probe.getsockname()[1])
