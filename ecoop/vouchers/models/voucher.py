"""Vouchers, what they say line by line, the papers kept with them, and counts of the cash box."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, inside, inside_or_none


class Voucher(RecordedModel):
    """A paper of the office: of which form, with which number, of which day, with whom, about how much.

    `serial` counts without gaps per paper and year; a number brought from elsewhere has none. `rule` is the rule of
    the first line, for looking things up. What became of the voucher stands in the books: its entry, and the red one.
    """

    paper = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=40)
    voucher_on = models.DateField()
    rule = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    total_vnd = models.BigIntegerField()
    member = inside_or_none("members.Member")
    counterparty = inside_or_none("vouchers.Counterparty")
    # Who brought or took the money, where the form asks for it.
    person_name = models.CharField(max_length=200, blank=True)
    person_address = models.CharField(max_length=300, blank=True)
    # The originals that lie with the paper: how many, and which (numbers of invoices, of contracts …).
    attached_count = models.PositiveSmallIntegerField(default=0)
    attached_papers = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "vouchers_voucher"
        constraints = [
            models.UniqueConstraint(fields=["org", "paper", "year", "number"], name="voucher_number_is_given_once"),
            models.UniqueConstraint(fields=["org", "paper", "year", "serial"], name="voucher_serial_is_given_once"),
            models.CheckConstraint(condition=Q(serial__isnull=True) | Q(serial__gt=0), name="voucher_serial_counts"),
            models.CheckConstraint(condition=~Q(number=""), name="voucher_has_a_number"),
            models.CheckConstraint(condition=Q(total_vnd__gt=0), name="voucher_is_about_an_amount"),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(counterparty__isnull=True), name="voucher_is_with_one_party"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "-voucher_on", "-id"], name="vouchers_newest_first"),
            models.Index(fields=["org", "text", "-recorded_at"], name="vouchers_by_text"),
        ]


class VoucherLine(TenantModel):
    """One happening that a voucher tells: by which rule, with which facts and amounts. A payroll has many."""

    voucher = inside("vouchers.Voucher")
    line = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=60)
    facts = models.JSONField()
    amounts = models.JSONField()
    text = models.CharField(max_length=500, blank=True)
    member = inside_or_none("members.Member")
    counterparty = inside_or_none("vouchers.Counterparty")

    class Meta:
        db_table = "vouchers_voucher_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "voucher", "line"], name="voucher_line_has_its_place"),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(counterparty__isnull=True), name="voucher_line_is_with_one_party"
            ),
        ]


class VoucherAttachment(RecordedModel):
    """The bytes of an original kept with a voucher, as they came."""

    voucher = inside("vouchers.Voucher")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        db_table = "vouchers_attachment"
        constraints = [
            models.UniqueConstraint(fields=["org", "voucher", "sha256"], name="attachment_is_kept_once"),
            models.CheckConstraint(condition=Q(size_bytes__gt=0), name="attachment_is_not_empty"),
        ]


class CashCount(RecordedModel):
    """What was counted in the cash box on a day, note by note, beside what the books said."""

    counted_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    # How many notes of each worth: {"500000": 12}.
    pieces = models.JSONField()
    counted_vnd = models.BigIntegerField()
    book_vnd = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    people = models.JSONField(default=list)

    class Meta:
        db_table = "vouchers_cash_count"
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "serial"], name="cash_count_serial_is_given_once"),
            models.CheckConstraint(condition=Q(counted_vnd__gte=0), name="counted_cash_is_not_negative"),
        ]
        indexes = [models.Index(fields=["org", "-counted_on", "-id"], name="cash_counts_newest_first")]
