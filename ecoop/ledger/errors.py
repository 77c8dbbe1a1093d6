"""What the ledger refuses, in the order in which one objection goes before another."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class DocumentPostedDifferently(Refusal):
    """A document came again with other content than it has in the books."""

    code = "ledger.document-differs"
    said = _("This document is in the books already, as entry {number} of {year}, with other content.")
    remedy = _("Correct entry {number} of {year} by a red entry, then record the right document.")


class BooksNotOpen(Refusal):
    """Someone tried to post for an organisation that keeps no books yet."""

    code = "ledger.books-not-open"
    said = _("This organisation has no open books.")
    remedy = _("Open the books first: choose the chart of accounts and the first day.")


class EntryBeforeBooks(Refusal):
    """An entry is dated before the first day of the books."""

    code = "ledger.entry-before-books"
    said = _("The books begin on {starts_on}; this entry is dated before.")
    remedy = _("Date the entry on or after {starts_on}, or bring the amount in as an opening balance.")


class DayIsSealed(Refusal):
    """Someone tried to record an entry on a day whose seal is made."""

    code = "ledger.day-is-sealed"
    said = _("The entries recorded on {day} are sealed.")
    remedy = _("Record the entry today; it may still be dated in an open period.")


class PeriodIsClosed(Refusal):
    """Someone tried to post into a month that has a closure."""

    code = "ledger.period-is-closed"
    said = _("The period {period} was closed on {closed_on}.")
    remedy = _("Post into an open period, or ask the chief accountant to reopen it.")


class EntryHasNoPostings(Refusal):
    """An entry without a single posting says nothing."""

    code = "ledger.entry-has-no-postings"
    said = _("This entry moves no money.")
    remedy = _("Add at least one line with debit, credit and amount.")


class AccountUnknown(Refusal):
    """A posting names an account that the books do not have."""

    code = "ledger.account-unknown"
    said = _("There is no account {account} in these books.")
    remedy = _("Choose an account of the chart, or add {account} as a detail account.")


class AccountNotPostable(Refusal):
    """A posting names an account that only sums up its details."""

    code = "ledger.account-not-postable"
    said = _("Account {account} only sums up its detail accounts.")
    remedy = _("Choose one of the detail accounts of {account}.")


class PostingToItself(Refusal):
    """A posting debits and credits the same account."""

    code = "ledger.posting-to-itself"
    said = _("Account {account} stands on both sides of a line.")
    remedy = _("Choose another account for the debit or for the credit.")


class AmountIsZero(Refusal):
    """A posting moves nothing."""

    code = "ledger.amount-is-zero"
    said = _("A line moves zero đồng.")
    remedy = _("Enter an amount, or leave the line out.")


class AmountIsNegative(Refusal):
    """A negative amount stands outside a red entry."""

    code = "ledger.amount-is-negative"
    said = _("A line moves {amount_vnd}, but only red entries may be negative.")
    remedy = _("Swap debit and credit, or correct the earlier entry by a red entry.")


class AmountIsTooLarge(Refusal):
    """A posting moves more than any books here could hold; surely a slip of the hand."""

    code = "ledger.amount-is-too-large"
    said = _("A posting cannot move {amount_vnd}.")
    remedy = _("Check the amount: one posting moves at most a thousand million millions.")


class NothingToCorrect(Refusal):
    """A correcting entry points at no entry of these books."""

    code = "ledger.nothing-to-correct"
    said = _("The entry to be corrected is not in these books.")
    remedy = _("Open the entry that is wrong and correct it from there.")


class EntryWasReversed(Refusal):
    """A red entry has taken this entry back before."""

    code = "ledger.entry-was-reversed"
    said = _("Entry {number} of {year} has taken this entry back already.")
    remedy = _("Record the right document; nothing is left to be taken back.")


class ReversalIsTooEarly(Refusal):
    """An entry would be taken back on a day before it is in the books; the days between would show a hole."""

    code = "ledger.reversal-is-too-early"
    said = _("Entry {label} is dated {entry_on}; it cannot be taken back before.")
    remedy = _("Date the red entry on {entry_on} or after.")


class RedEntryDiffers(Refusal):
    """A red entry does not mirror what it corrects, or corrects a red entry."""

    code = "ledger.red-entry-differs"
    said = _("A red entry takes back a whole entry, line by line, and never another red entry.")
    remedy = _("Take the entry back as a whole, then record what is right.")


class ChartUnknown(Refusal):
    """Someone asked for a chart of accounts that does not stand in law/tables/charts."""

    code = "ledger.chart-unknown"
    said = _("There is no chart of accounts “{chart}”.")
    remedy = _("Choose one of: {charts}.")


class BooksAreOpen(Refusal):
    """Someone tried to open books a second time."""

    code = "ledger.books-are-open"
    said = _("The books have been open since {starts_on}.")
    remedy = _("Use them, or ask the chief accountant what is missing.")


class PeriodCannotBeClosed(Refusal):
    """Someone tried to close a month that is not over or lies before the books."""

    code = "ledger.period-cannot-be-closed"
    said = _("The period {period} is not over yet, or lies before the books.")
    remedy = _("Close it after its last day.")


class EarlierMonthIsOpen(Refusal):
    """Someone tried to close a month of a cooperative while an earlier one is open."""

    code = "ledger.earlier-month-is-open"
    said = _("The period {period} cannot be closed while {earlier} is open.")
    remedy = _("Close the months in order, the earliest first.")


class PeriodIsOpen(Refusal):
    """Someone tried to reopen a month that is open."""

    code = "ledger.period-is-open"
    said = _("The period {period} is open.")
    remedy = _("Post into it; there is nothing to reopen.")


class ReasonMissing(Refusal):
    """A reopening or a correction needs a reason that others can read later."""

    code = "ledger.reason-missing"
    said = _("The reason is missing.")
    remedy = _("Say in a few words why; auditors will read it.")


class EntryUnknown(Refusal):
    """Someone named an entry that these books do not have."""

    code = "ledger.entry-unknown"
    said = _("There is no such entry in these books.")
    remedy = _("Look it up in the journal.")


class RuleUnknown(Refusal):
    """Someone asked for a posting rule that the regime does not have."""

    code = "ledger.rule-unknown"
    said = _("The posting rules of {regime} have no rule “{rule}”.")
    remedy = _("Look into law/tables/posting-rules/{regime}.csv for the rule's name.")


class RuleNeedsFact(Refusal):
    """A posting rule cannot choose its account because a fact is missing or has an unknown value."""

    code = "ledger.rule-needs-fact"
    said = _("The posting rule {rule} needs to know {fact}: one of {choices}.")
    remedy = _("Give {fact} with one of these values.")


class RuleNeedsAmount(Refusal):
    """A posting rule lacks one of its amounts."""

    code = "ledger.rule-needs-amount"
    said = _("The posting rule {rule} needs the amount {amount}.")
    remedy = _("Give {amount} in whole đồng.")


class StatementUnknown(Refusal):
    """Someone asked for a statement that is not computed here."""

    code = "ledger.statement-unknown"
    said = _("There is no statement “{form}”.")
    remedy = _("Choose one of: {forms}.")


class FormulaUnreadable(Refusal):
    """A line of a statement says what it adds up in words that are not of the language of formulas."""

    code = "ledger.formula-unreadable"
    said = _("Line {line} of {form} cannot be read: “{formula}”.")
    remedy = _("Write the formula in law/forms/statements as ecoop/ledger/calc/statement_forms.py describes.")


class PeriodUnknown(Refusal):
    """Statements and closings are of whole months."""

    code = "ledger.period-unknown"
    said = _("From {starts_on} to before {ends_before} is no period of whole months.")
    remedy = _("Choose a month, a quarter or a year.")


class BalancesMisplaced(Refusal):
    """Accounts have balances on sides that the form does not list, so that the statement would not add up."""

    code = "ledger.balances-misplaced"
    said = _("These accounts have a balance on a side that {form} does not list: {accounts}.")
    remedy = _("Open the statement: it lists them with a button that moves each to where it belongs.")


class NotToBeReclassified(Refusal):
    """The law book knows no account to which such a balance could be moved; it is an error to be found."""

    code = "ledger.not-to-be-reclassified"
    said = _("Account {account} cannot stand on this side, and no account takes such a balance over.")
    remedy = _("Open the account and look for what is missing or recorded twice.")


class SealsCannotSkip(Refusal):
    """Someone tried to seal a day that is not over, or that lies before a day already sealed."""

    code = "ledger.day-cannot-be-sealed"
    said = _("The day {day} is not over yet, or lies before a day that is sealed.")
    remedy = _("Seal days in order, each after its end.")


class EntryNotSealed(Refusal):
    """Someone asked for a receipt of an entry whose day has no seal yet."""

    code = "ledger.entry-not-sealed"
    said = _("The day on which this entry was recorded is not sealed yet.")
    remedy = _("Ask again after the seal of {day} is made.")


class ReceiptUnreadable(Refusal):
    """A text that should be a receipt is not one."""

    code = "ledger.receipt-unreadable"
    said = _("This text is not a receipt of a sealed entry.")
    remedy = _("Paste the whole receipt, from the first brace to the last.")


class ReceiptDoesNotProve(Refusal):
    """A receipt does not lead to the root it is held against."""

    code = "ledger.receipt-does-not-prove"
    said = _("This receipt does not lead to that root.")
    remedy = _("Compare the root with the one published for the day; if it is the right one, the entry was changed.")


class BooksAreWrong(Refusal):
    """Verification found something wrong; the facts name the first thing, and list the others."""

    code = "ledger.books-are-wrong"
    said = _("The books of {org} are wrong ({domain}): {check}: {thing}.")
    remedy = _("Stop posting for this organisation and compare with the last backup; nothing in the product does this.")

    def as_dict(self) -> dict[str, Any]:
        """Give the refusal to a program, with every finding."""
        return {**super().as_dict(), "wrong": self.facts["findings"]}


class OrganisationUnknown(Refusal):
    """A command named an organisation that is not there."""

    code = "ledger.organisation-unknown"
    said = _("There is no organisation “{slug}”.")
    remedy = _("Use the short name that stands in the organisation's address, after /o/.")


class OpeningsDiffer(Refusal):
    """The debits of opening balances are not their credits."""

    code = "ledger.openings-differ"
    said = _("The debits come to {debits_vnd}, the credits to {credits_vnd}; they differ by {difference_vnd}.")
    remedy = _("Look first at: {suspects}. Opening balances are recorded only when both sides are equal.")


class OpeningsEmpty(Refusal):
    """A list to open books with has no accounts with balances that can be found."""

    code = "ledger.openings-empty"
    said = _("No accounts with balances were found.")
    remedy = _("Name the columns in one row: account, name, debit, credit; party, item, quantity if there are any.")


class OpeningsStand(Refusal):
    """Books have opening balances already; others would come on top of them."""

    code = "ledger.openings-stand"
    said = _("These books have opening balances, in {count} entries of {on}.")
    remedy = _("Replace them, with the reason; the entries of before are taken back by red ones.")


class AccountExists(Refusal):
    """A detail account would get a code that another account has."""

    code = "ledger.account-exists"
    said = _("There is an account {account} already, with another name or elsewhere in the chart.")
    remedy = _("Choose a code that is free.")


class AccountHasPostings(Refusal):
    """An account that has taken postings cannot become a sum of details."""

    code = "ledger.account-has-postings"
    said = _("Account {account} has taken postings, which no detail account could take over.")
    remedy = _("Take those entries back first, or add the details in new books before the first posting.")


class DetailUnfit(Refusal):
    """A detail account has no name, or its code does not begin with that of the account above it."""

    code = "ledger.detail-unfit"
    said = _("“{code}” with the name “{name}” is no detail of account {parent}.")
    remedy = _("Give it a name, and {parent}, a dot and letters or digits, for example {parent}.01.")


class YearIsNotEarlier(Refusal):
    """A correction of an earlier year names the current one, or an entry of another year."""

    code = "ledger.year-is-not-earlier"
    said = _("{year} is no year before {on}, or the entry is of another year.")
    remedy = _("Name the year in which the error was made; an error of this year is corrected by a red entry.")


class SumLineDiffers(Refusal):
    """A line that adds up others says another sum."""

    code = "ledger.sum-line-differs"
    said = _("Account {account} says {said_vnd}, its details come to {details_vnd}.")
    remedy = _("Correct the line or its details in the list.")


# What ledger_objections answers in its column `outcome`, and the refusal that says it.
BY_OUTCOME: dict[str, type[Refusal]] = {
    refusal.code.removeprefix("ledger."): refusal
    for refusal in (
        DocumentPostedDifferently,
        BooksNotOpen,
        EntryBeforeBooks,
        DayIsSealed,
        PeriodIsClosed,
        EntryHasNoPostings,
        AccountUnknown,
        AccountNotPostable,
        PostingToItself,
        AmountIsZero,
        AmountIsNegative,
        AmountIsTooLarge,
        NothingToCorrect,
        EntryWasReversed,
        RedEntryDiffers,
    )
}
