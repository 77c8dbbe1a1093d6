"""Members, who they are and what each brings, the capital they paid in, the charter, and what they dealt with the
cooperative.

Every row that speaks of a member carries the member's own organisation too: a household reads exactly those
rows, and the database's policies need nothing but the row itself to decide it.
"""

from ecoop.members.models.applications import (
    Application,
    ApplicationPaper,
    Decision,
)
from ecoop.members.models.capital import (
    CapitalAsset,
    CapitalChange,
    CapitalCommitment,
    CapitalContribution,
    CapitalExtension,
    CapitalFromProfit,
    CapitalRegistration,
    CharterParameter,
)
from ecoop.members.models.certificates import (
    Certificate,
    CertificateRevocation,
)
from ecoop.members.models.disclosures import (
    Disclosure,
)
from ecoop.members.models.fees import (
    FeeDue,
    FeePayment,
)
from ecoop.members.models.notices import (
    Notice,
)
from ecoop.members.models.particulars import (
    Particulars,
)
from ecoop.members.models.register import (
    Departure,
    Member,
    Standing,
    Succession,
)
from ecoop.members.models.trade import (
    Agreement,
    AgreementEnding,
    Dealing,
    DealingReversal,
)

__all__ = [
    "Agreement",
    "AgreementEnding",
    "Application",
    "ApplicationPaper",
    "CapitalAsset",
    "CapitalChange",
    "CapitalCommitment",
    "CapitalContribution",
    "CapitalExtension",
    "CapitalFromProfit",
    "CapitalRegistration",
    "Certificate",
    "CertificateRevocation",
    "CharterParameter",
    "Dealing",
    "DealingReversal",
    "Decision",
    "Departure",
    "Disclosure",
    "FeeDue",
    "FeePayment",
    "Member",
    "Notice",
    "Particulars",
    "Standing",
    "Succession",
]
