"""Money of other countries: the rates of the usual bank, and every amount in its own currency beside its đồng."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel


class ExchangeRate(RecordedModel):
    """What the usual bank quoted for a currency on a day: the mid rate of transfers, and where it was read."""

    currency = models.CharField(max_length=3, db_collation="C")
    rate_on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=6)
    bank_name = models.CharField(max_length=120)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "vouchers_exchange_rate"
        indexes = [models.Index(fields=["org", "currency", "-rate_on", "-id"], name="exchange_rates_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_is_positive"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="currency_has_three_letters"),
        ]


class CurrencyMove(RecordedModel):
    """An amount in a currency that came to or left an account; in đồng as the books have it.

    Amounts are positive on the debit side and negative on the credit side. A revaluation moves đồng only.
    """

    document_id = models.UUIDField()
    line = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=20, db_collation="C")
    currency = models.CharField(max_length=3, db_collation="C")
    party_id = models.UUIDField(null=True)
    moved_on = models.DateField()
    amount = models.DecimalField(max_digits=24, decimal_places=6)
    amount_vnd = models.BigIntegerField()
    rate = models.DecimalField(max_digits=18, decimal_places=6)
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "vouchers_currency_move"
        indexes = [
            models.Index(fields=["org", "account", "currency", "moved_on", "id"], name="currency_moves_by_account")
        ]
        constraints = [
            models.UniqueConstraint(fields=["org", "document_id", "line"], name="currency_move_has_its_place"),
            models.CheckConstraint(condition=~Q(amount=0) | ~Q(amount_vnd=0), name="currency_move_moves_something"),
        ]
