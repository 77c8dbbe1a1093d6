"""Members, what each brings, the capital they paid in, the charter, and what they dealt with the cooperative.

Every row that speaks of a member carries the member's own organisation too: a household reads exactly those
rows, and the database's policies need nothing but the row itself to decide it.
"""

from ecoop.members.models.capital import CapitalContribution, CharterParameter
from ecoop.members.models.register import Departure, Member, Standing
from ecoop.members.models.trade import Agreement, Dealing

__all__ = ["Agreement", "CapitalContribution", "CharterParameter", "Dealing", "Departure", "Member", "Standing"]
