"""The books: accounts, entries and their postings, balances, periods and seals.

The application may read all of it but writes entries, postings, balances and numbers only through the SQL
function `ledger_post` (sql/ledger_post.sql), which is their one writer.
"""

from typing import Any

from django.db import models

from ecoop.kernel.tenancy import RecordedModel, TenantModel


def _organisation() -> Any:
    """Point at the organisation without a check per row: `ledger_post` asks for its books, which have that key."""
    return models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )


class Books(TenantModel):
    """The books of an organisation: by which chart they are kept, and from which day."""

    chart = models.CharField(max_length=20)
    starts_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()

    class Meta:
        db_table = "ledger_books"
        constraints = [models.UniqueConstraint(fields=["org"], name="books_are_opened_once")]


class Account(TenantModel):
    """An account of the books, copied from the chart when they were opened, or a detail added later."""

    code = models.CharField(max_length=20, db_collation="C")
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    parent_code = models.CharField(max_length=20, blank=True, db_collation="C")
    type = models.CharField(max_length=12)
    normal = models.CharField(max_length=6)
    is_postable = models.BooleanField()

    class Meta:
        db_table = "ledger_account"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "code"], include=["is_postable"], name="account_code_is_unique_in_the_books"
            ),
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9A-Za-z.]+$"), name="account_code_is_plain"),
            models.CheckConstraint(
                condition=models.Q(type__in=("asset", "liability", "equity", "income", "expense", "off_balance")),
                name="account_type_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(normal__in=("debit", "credit", "both")), name="account_side_is_known"
            ),
        ]


class AccountChoice(RecordedModel):
    """Which account takes over the balance of an account of older books; the latest choice holds."""

    old_code = models.CharField(max_length=40, db_collation="C")
    code = models.CharField(max_length=20, db_collation="C")

    class Meta:
        db_table = "ledger_account_choice"
        indexes = [models.Index(fields=["org", "old_code", "id"], name="choices_by_old_account")]


class PriorYearCorrection(RecordedModel):
    """An error of an earlier year, corrected now: which year, what was wrong, what it does to the profit of then."""

    document_id = models.UUIDField()
    entry_on = models.DateField()
    year = models.SmallIntegerField()
    wrong_label = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500)
    # More profit is positive, less is negative, and nothing where only the balance was wrong.
    profit_vnd = models.BigIntegerField()

    class Meta:
        db_table = "ledger_prior_year_correction"
        constraints = [
            models.UniqueConstraint(fields=["org", "document_id"], name="prior_year_correction_is_one"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="prior_year_correction_has_a_reason"),
        ]


class Entry(TenantModel):
    """One document in the books: a number without gaps in its year, a day, a text, and postings."""

    org = _organisation()
    year = models.SmallIntegerField()
    number = models.IntegerField()
    kind = models.CharField(max_length=10, db_default="plain")
    document_kind = models.CharField(max_length=60, db_collation="C")
    document_id = models.UUIDField()
    document_on = models.DateField()
    entry_on = models.DateField()
    recorded_at = models.DateTimeField()
    text = models.TextField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False)
    posted_by = models.UUIDField()

    class Meta:
        db_table = "ledger_entry"


class Posting(models.Model):
    """An amount moved from one account to another: Nợ, Có, Số tiền."""

    pk = models.CompositePrimaryKey("org_id", "entry_on", "entry_id", "line")
    org = _organisation()
    entry_on = models.DateField()
    entry_id = models.UUIDField()
    line = models.SmallIntegerField()
    debit = models.CharField(max_length=20, db_collation="C")
    credit = models.CharField(max_length=20, db_collation="C")
    amount_vnd = models.BigIntegerField()
    party_id = models.UUIDField(null=True)
    item_id = models.UUIDField(null=True)
    side = models.CharField(max_length=10, null=True)
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True)

    class Meta:
        db_table = "ledger_posting"


class MonthlyBalance(models.Model):
    """What was debited and credited to an account in a month, per side (internal, external or none)."""

    pk = models.CompositePrimaryKey("org_id", "month", "account", "side")
    org = _organisation()
    month = models.DateField()
    account = models.CharField(max_length=20, db_collation="C")
    side = models.CharField(max_length=10)
    debit_vnd = models.BigIntegerField()
    credit_vnd = models.BigIntegerField()

    class Meta:
        db_table = "ledger_monthly_balance"


class PartyBalance(models.Model):
    """What one party moved on an account in a month; postings that name nobody are not here."""

    pk = models.CompositePrimaryKey("org_id", "account", "party_id", "month")
    org = _organisation()
    account = models.CharField(max_length=20, db_collation="C")
    party_id = models.UUIDField()
    month = models.DateField()
    debit_vnd = models.BigIntegerField()
    credit_vnd = models.BigIntegerField()

    class Meta:
        db_table = "ledger_party_balance"


class NumberCounter(models.Model):
    """The last entry number given in a year."""

    pk = models.CompositePrimaryKey("org_id", "year")
    org = _organisation()
    year = models.SmallIntegerField()
    last_number = models.IntegerField()

    class Meta:
        db_table = "ledger_number_counter"


class PeriodClosure(TenantModel):
    """A month was closed: by whom, when, and why. It holds until a reopening points at it."""

    month = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.UUIDField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "ledger_period_closure"
        indexes = [models.Index(fields=["org", "month"], name="closure_by_month")]
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="closure_names_a_month_by_its_first_day"),
        ]


class PeriodReopening(TenantModel):
    """A closure was lifted: by whom, when, and why."""

    closure = models.ForeignKey(PeriodClosure, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    reopened_at = models.DateTimeField()
    reopened_by = models.UUIDField()
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "ledger_period_reopening"
        constraints = [
            models.UniqueConstraint(fields=["org", "closure"], name="closure_is_lifted_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_a_reason"),
        ]


class SealingKey(models.Model):
    """The public half of a key that signed seals; everybody may know it."""

    key_id = models.CharField(max_length=16, primary_key=True)
    public_key = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_sealing_key"


class Seal(TenantModel):
    """The seal over the entries recorded on one day, chained to the seal before it and signed."""

    day = models.DateField()
    size = models.IntegerField()
    tree_root = models.CharField(max_length=64)
    previous_root = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, db_index=False)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_seal"
        constraints = [
            models.UniqueConstraint(fields=["org", "day"], name="day_is_sealed_once"),
            models.UniqueConstraint(fields=["org", "previous_root"], name="seals_form_one_chain"),
        ]
