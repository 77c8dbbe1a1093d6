"""payOS: one notice for each payment, with a checksum over what it says."""

from ecoop.payments.providers.payos.notices import CODE, LABEL, REPLY, SCHEMES, STEPS, read, verify
from ecoop.payments.providers.payos.simulator import write

__all__ = ["CODE", "LABEL", "REPLY", "SCHEMES", "STEPS", "read", "verify", "write"]
