"""SePay: one notice for each transfer, proven by a key or by a signature over its time and its bytes."""

from ecoop.payments.providers.sepay.notices import CODE, LABEL, REPLY, SCHEMES, STEPS, read, verify
from ecoop.payments.providers.sepay.simulator import write

__all__ = ["CODE", "LABEL", "REPLY", "SCHEMES", "STEPS", "read", "verify", "write"]
