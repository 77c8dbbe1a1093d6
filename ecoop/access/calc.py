"""Which role may do what, how phones and e-mail addresses are written, and what a token looks like."""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

ROLES = ("owner", "seller", "accountant", "director", "controller", "officer", "reader")
# Who holds it in a household keeps its books, and finds it among all the books kept.
KEEPER = "accountant"
ROLE_LABELS = {
    "owner": _("Owner"),
    "seller": _("Seller"),
    "accountant": _("Accountant"),
    "director": _("Director"),
    "controller": _("Controller"),
    "officer": _("Officer"),
    "reader": _("Reader"),
}
PERMISSION_LABELS = {
    "books.read": _("Read the books"),
    "books.post": _("Post into the books"),
    "books.close": _("Close periods"),
    "books.reopen": _("Reopen periods"),
    "books.seal": _("Seal days"),
    "books.export": _("Export the books"),
    "documents.read": _("Read documents"),
    "documents.record": _("Record documents"),
    "invoices.import": _("Import invoices"),
    "tax.read": _("Read tax figures"),
    "tax.file": _("Prepare and file returns"),
    "members.read": _("Read the register of members"),
    "members.manage": _("Admit members and let them leave"),
    "capital.record": _("Record capital contributions"),
    "distribution.read": _("Read the sharing of income"),
    "distribution.decide": _("Record the decision on sharing"),
    "meetings.read": _("See bodies, meetings and resolutions"),
    "meetings.manage": _("Call and hold meetings, carry resolutions out"),
    "votes.count": _("Open votes and count them"),
    "lending.read": _("See internal lending"),
    "lending.manage": _("Lend to members and take repayments"),
    "people.read": _("See people and roles"),
    "people.manage": _("Give and take roles"),
    "tokens.manage": _("Make keys for programs"),
    "audit.read": _("Read the audit trail"),
    "own-share.read": _("See one's own share in a cooperative"),
    "own-share.manage": _("Join a cooperative, and give it the books to keep or take them back"),
}
# What the audit trail says of an act, in the reader's language; the verb itself stands beside it.
VERB_LABELS = {
    "access.books.give": _("Gave the books to a cooperative to keep"),
    "access.books.take": _("Took the books back from a cooperative"),
    "access.role.grant": _("Gave a role"),
    "access.role.revoke": _("Ended a role"),
    "access.token.issue": _("Made a key for a program"),
    "access.token.revoke": _("Took a key back"),
    "assets.asset.acquire": _("Took assets into the register"),
    "assets.asset.change": _("Repaired or revalued an asset"),
    "assets.asset.dispose": _("Let an asset leave"),
    "assets.asset.place": _("Handed an asset over"),
    "assets.asset.terms": _("Changed how an asset wears"),
    "assets.count.begin": _("Began a count of assets"),
    "assets.count.mark": _("Counted assets"),
    "assets.use.log": _("Wrote the log of a machine"),
    "assets.wear.post": _("Posted the wear of a month"),
    "config.fact.declare": _("Told something about the cooperative"),
    "distribution.accounts.record": _("Recorded where members are paid"),
    "distribution.basis.gather": _("Gathered what members brought in a year"),
    "distribution.payments.confirm": _("Confirmed that shares were paid"),
    "distribution.payments.prepare": _("Prepared a list that pays shares"),
    "distribution.payments.return": _("Recorded a payment that came back"),
    "distribution.payments.strike": _("Struck payments off a list"),
    "distribution.plan.save": _("Kept a plan of sharing for the meeting"),
    "distribution.statement.read": _("Read the statement of a share"),
    "distribution.year.close": _("Closed the year of the cooperative"),
    "distribution.year.decide": _("Recorded the meeting's decision"),
    "distribution.year.share": _("Shared the income of a year"),
    "distribution.year.undo-decision": _("Took the decision on a year back"),
    "distribution.year.undo": _("Took the closing of a year back"),
    "invoicing.choice.remember": _("Chose what products and sellers are"),
    "intake.list.import": _("Brought in a list"),
    "invoicing.invoice.book": _("Booked invoices"),
    "invoicing.invoice.import": _("Imported invoices"),
    "ledger.books.open": _("Opened the books"),
    "ledger.day.seal": _("Sealed a day"),
    "ledger.openings.post": _("Recorded opening balances"),
    "ledger.openings.replace": _("Replaced opening balances"),
    "ledger.account.add": _("Added a detail account"),
    "ledger.entry.correct-earlier-year": _("Corrected an earlier year"),
    "finance.application.decide": _("Decided on a loan"),
    "finance.application.submit": _("Asked for a loan"),
    "finance.declaration.record": _("Recorded the Board's declaration on lending"),
    "finance.equity.record": _("Recorded equity filed before"),
    "finance.event.take-back": _("Took back an event of a loan"),
    "finance.interest.accrue": _("Counted interest of loans"),
    "finance.loan.doubt": _("Marked interest as doubtful or not"),
    "finance.loan.pay-out": _("Paid a loan out"),
    "finance.loan.pledge": _("Took collateral"),
    "finance.loan.provide": _("Set aside for a loan"),
    "finance.loan.recover": _("Took money back after a write-off"),
    "finance.loan.release": _("Returned collateral"),
    "finance.loan.repay": _("Took a payment of a loan"),
    "finance.loan.reschedule": _("Gave a loan another schedule"),
    "finance.loan.sign": _("Signed a loan"),
    "finance.loan.write-off": _("Wrote a loan off"),
    "governance.ballot.close": _("Closed and counted a ballot"),
    "governance.ballot.give-up": _("Gave a ballot up"),
    "governance.ballot.hand-out": _("Handed out paper ballots"),
    "governance.ballot.open": _("Put a motion to the vote"),
    "governance.box.open": _("Opened the box of a secret ballot"),
    "governance.course.open": _("Began a dissolution or a change"),
    "governance.course.step": _("Wrote down a step of a dissolution or a change"),
    "governance.family.declare": _("Declared a family relation"),
    "governance.family.end": _("Ended a family relation"),
    "governance.agenda.add": _("Added to an agenda"),
    "governance.agenda.withdraw": _("Took an item from an agenda"),
    "governance.attendance.come": _("Noted who came to a meeting"),
    "governance.attendance.leave": _("Noted who left a meeting"),
    "governance.delegates.name": _("Named delegates"),
    "governance.meeting.adjourned": _("Ended a meeting to which too few came"),
    "governance.meeting.cancelled": _("Called a meeting off"),
    "governance.meeting.concluded": _("Ended a meeting"),
    "governance.meeting.convene": _("Called a meeting"),
    "governance.meeting.keep-paper": _("Kept a paper with a meeting"),
    "governance.meeting.noticed": _("Sent the notice of a meeting"),
    "governance.meeting.opened": _("Opened a meeting"),
    "governance.minutes.sign": _("Noted how minutes were signed"),
    "governance.motion.propose": _("Put a motion on an agenda"),
    "governance.motion.withdraw": _("Took a motion back"),
    "governance.pass.renew": _("Gave new passes to a meeting"),
    "governance.post.appoint": _("Appointed somebody to a post"),
    "governance.post.end": _("Ended a post"),
    "governance.representative.absence": _("Told of the absence of a legal representative"),
    "governance.resolution.execute": _("Carried out a resolution"),
    "governance.resolution.undo": _("Undid what an annulled resolution moved"),
    "governance.vote.count": _("Entered votes as counted"),
    "governance.vote.enter": _("Entered votes of members"),
    "governance.votes.count-members": _("Wrote down the votes of member cooperatives"),
    "resolutions.resolution.annul": _("Annulled a resolution"),
    "resolutions.resolution.keep-paper": _("Kept the paper of a resolution"),
    "resolutions.resolution.pass": _("Recorded a resolution that was passed"),
    "resolutions.resolution.use": _("Rested an act on a resolution"),
    "vouchers.stock-item.record": _("Recorded items of stock"),
    "vouchers.stock-method.choose": _("Chose how stock is priced"),
    "vouchers.stock-slip.record": _("Recorded papers of the store"),
    "vouchers.stock-slip.take-back": _("Took a paper of the store back"),
    "vouchers.stock-month.price": _("Priced the stock of a month"),
    "vouchers.exchange-rate.record": _("Recorded exchange rates"),
    "vouchers.currency-move.record": _("Recorded foreign money"),
    "vouchers.currency.revalue": _("Revalued foreign money"),
    "vouchers.borrowing-schedule.record": _("Recorded when borrowed money falls due"),
    "ledger.entry.adjust": _("Adjusted an entry"),
    "ledger.entry.reclassify": _("Moved a balance to where the statements list it"),
    "ledger.entry.reverse": _("Took an entry back"),
    "ledger.period.close": _("Closed a period"),
    "ledger.period.reopen": _("Reopened a period"),
    "members.notice.post": _("Told the members something"),
    "members.agreement.end": _("Ended an agreement"),
    "members.agreement.sign": _("Signed an agreement"),
    "members.capital.add-profit": _("Added profit to capital"),
    "members.capital.commit": _("Recorded promises of capital"),
    "members.capital.extend": _("Extended a deadline of capital"),
    "members.capital.record": _("Recorded capital"),
    "members.capital.register": _("Recorded the registered capital"),
    "members.capital.return": _("Returned capital"),
    "members.capital.transfer": _("Transferred capital"),
    "members.certificate.issue": _("Issued certificates of contribution"),
    "members.certificate.revoke": _("Revoked a certificate of contribution"),
    "members.charter.undo": _("Took choices of the charter back"),
    "members.charter.set": _("Set the charter"),
    "members.dealing.record": _("Recorded trade with members"),
    "members.dealing.take-back": _("Took a line of trade back"),
    "members.application.refuse": _("Refused an application"),
    "members.application.submit": _("Took an application in"),
    "members.application.withdrawn": _("Noted that an applicant withdrew"),
    "members.disclosure.post": _("Posted papers for the members"),
    "members.fee.charge": _("Charged membership fees"),
    "members.fee.pay": _("Recorded membership fees"),
    "members.member.admit": _("Admitted members"),
    "members.member.end": _("Ended memberships"),
    "members.particulars.record": _("Recorded the particulars of members"),
    "members.standing.change": _("Changed what members bring"),
    "members.succession.record": _("Recorded who comes after a member"),
    "parties.identity.record": _("Recorded tax code and contacts"),
    "parties.organisation.record": _("Brought the organisation in"),
    "payments.connection.end": _("Ended a connection to a provider"),
    "payments.connection.make": _("Connected a provider of bank notices"),
    "payments.line.keep": _("Took bank lines in"),
    "payments.line.set-aside": _("Set a bank line aside"),
    "payments.match.make": _("Matched a bank line"),
    "payments.match.take-back": _("Took a match of a bank line back"),
    "payments.statement.keep": _("Kept a bank statement"),
    "sync.day-end.book": _("Booked the difference of a day's end"),
    "sync.day-end.note": _("Noted what a day's end told"),
    "sync.device.lose": _("A locked phone said what it lost"),
    "sync.device.recover": _("Handed a phone the key to its records"),
    "sync.device.register": _("Let a phone record"),
    "sync.device.revoke": _("Took a phone out of use"),
    "sync.event.mend": _("Mended a record of the tray"),
    "sync.event.retry": _("Tried a record of the tray again"),
    "sync.event.set-aside": _("Set a record of the tray aside"),
    "sync.paper.attach": _("Put a photo to its document"),
    "sync.paper.set-aside": _("Set a photo aside"),
    "taxes.calendar.open": _("Opened an address for calendars"),
    "taxes.calendar.revoke": _("Closed an address for calendars"),
    "taxes.duty.mark": _("Said whether a duty is done"),
    "taxes.return.post": _("Posted the entry of a return"),
    "taxes.provisional-cit.post": _("Posted the corporate income tax of a quarter"),
    "taxes.duty-days.record": _("Told the days that duties rest on"),
    "taxes.cooperative-facts.record": _("Told what the books do not say about a tax year"),
    "taxes.method.choose": _("Chose the method of tax"),
    "taxes.prior-year.record": _("Recorded the year before"),
    "taxes.return.correct": _("Corrected a return"),
    "taxes.return.file": _("Filed a return"),
    "taxes.return.prepare": _("Prepared a return"),
    "taxes.statements.withdraw-approval": _("Withdrew the approval of statements"),
    "taxes.statements.approve": _("Recorded that the meeting approved the statements"),
    "taxes.statements.begin": _("Began the statements of a period"),
    "taxes.statements.file": _("Filed the statements"),
    "trade.bank-account.close": _("Closed a bank account"),
    "trade.bank-account.record": _("Recorded bank accounts"),
    "trade.cost.judge": _("Judged a cost"),
    "trade.expense.record": _("Recorded an expense"),
    "trade.money.record": _("Recorded money that moved"),
    "trade.place.change": _("Changed a place of business"),
    "trade.place.close": _("Closed a place of business"),
    "trade.place.record": _("Recorded places of business"),
    "trade.product.change": _("Changed a product"),
    "trade.product.record": _("Recorded products"),
    "trade.product.retire": _("Took a product out of sale"),
    "trade.purchase.record": _("Recorded a purchase"),
    "trade.sale.record": _("Recorded a sale"),
    "trade.stock.post-cost": _("Posted the stock used in a month"),
    "trade.stock.record": _("Recorded stock"),
    "trade.withholding.record": _("Recorded what platforms withheld"),
    "vouchers.cash.count": _("Counted the cash"),
    "vouchers.counterparty.change": _("Changed a counterparty"),
    "vouchers.counterparty.record": _("Recorded counterparties"),
    "vouchers.original.attach": _("Attached an original to a voucher"),
    "vouchers.voucher.record": _("Recorded vouchers"),
    "vouchers.voucher.take-back": _("Took a voucher back"),
}
SIGN_IN_LABELS = {
    "password": _("with a password"),
    "code": _("with a code"),
    "webauthn": _("with a passkey"),
    "totp": _("with an authenticator app"),
    "recovery_codes": _("with a recovery code"),
}
# What a program may be given is bounded in time; a forgotten key dies by itself.
TOKEN_LIFE_MAX = timedelta(days=366)
KEY_PREFIX = "ecoop_"

RoleTable: TypeAlias = Mapping[str, frozenset[str]]


def role_table(*, lines: Iterable[str]) -> RoleTable:
    """Read the table of roles: for each role, what it may do.

    Shape:  `lines` is CSV with the column `permission` and one column per role, "yes" or "no" in each cell
    """
    rows = list(csv.DictReader(lines))
    return {role: frozenset(row["permission"] for row in rows if row[role] == "yes") for role in ROLES}


def permissions_of(*, roles: Iterable[str], table: RoleTable) -> frozenset[str]:
    """Put together what several roles of one person allow."""
    return frozenset().union(*(table[role] for role in roles))


def normal_phone(*, text: str) -> str | None:
    """Write a phone number with its country code, or answer None when it is not one.

    Shape:  "0912 345 678", "84912345678" and "+84 912.345.678" all become "+84912345678"
    """
    digits = re.sub(r"[\s.\-()]", "", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+84" + digits[1:]
    elif digits.startswith("84"):
        digits = "+" + digits
    return digits if re.fullmatch(r"\+[1-9]\d{7,13}", digits) else None


def normal_email(*, text: str) -> str:
    """Write an e-mail address in small letters, without spaces around it."""
    return text.strip().lower()


def fingerprint(*, token: str) -> str:
    """Give the fingerprint under which a token is kept.

    A token carries 256 random bits, so a plain hash suffices; slow hashes are for what people invent.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def first_role(*, organisation_kind: str) -> str:
    """Name the role of the person who brings an organisation in."""
    return "owner" if organisation_kind in ("household", "enterprise") else "director"
