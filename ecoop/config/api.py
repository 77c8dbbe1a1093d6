"""The API: every domain's routes under /api/, described by /api/openapi.json."""

from ecoop.access.api import router as access
from ecoop.access.api_acting import API_AUTH
from ecoop.assets.api import router as assets
from ecoop.config.idempotency import keep_answer, recall_answer
from ecoop.config.openapi import EcoopApi, ObjectsOnly, ReadableJson
from ecoop.config.problems import add_handlers
from ecoop.distribution.api import router as distribution
from ecoop.finance.api import router as finance
from ecoop.governance.api import router as governance
from ecoop.invoicing.api import router as invoicing
from ecoop.lawbook.api import router as law
from ecoop.ledger.api import router as ledger
from ecoop.members.api import router as members
from ecoop.parties.api import router as parties
from ecoop.payments.api import router as payments
from ecoop.start.api import router as start
from ecoop.sync.api import router as sync
from ecoop.taxes.api import router as taxes
from ecoop.trade.api import router as trade
from ecoop.vouchers.api import router as vouchers

DESCRIPTION = """
The books, the law and the members of one organisation, for programs.

Amounts are whole đồng and their names end in `_vnd`. Days are days in Việt Nam. A program signs in with a token
of its organisation (`Authorization: Bearer ecoop_…`), a page with its session. A POST may carry an
`Idempotency-Key`. What is refused comes as problem details (RFC 9457) with a `code` and a `remedy`.
"""

api = EcoopApi(
    title="ecoop",
    version="1",
    description=DESCRIPTION,
    auth=API_AUTH,
    docs_url=None,
    urls_namespace="api",
    renderer=ReadableJson(),
    parser=ObjectsOnly(),
)
add_handlers(api)
# A route may answer from memory; around it (ninja says "view"), what was written and its answer become one.
api.add_decorator(keep_answer, mode="view")
api.add_decorator(recall_answer, mode="operation")
for router in (
    access,
    parties,
    law,
    ledger,
    members,
    vouchers,
    assets,
    trade,
    invoicing,
    payments,
    taxes,
    sync,
    start,
    distribution,
    governance,
    finance,
):
    api.add_router("", router)
