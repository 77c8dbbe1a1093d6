"""Casso: several transfers in a notice of the first version, one in a notice of the second."""

from ecoop.payments.providers.casso.notices import CODE, LABEL, REPLY, SCHEMES, STEPS, read, verify
from ecoop.payments.providers.casso.simulator import write

__all__ = ["CODE", "LABEL", "REPLY", "SCHEMES", "STEPS", "read", "verify", "write"]
