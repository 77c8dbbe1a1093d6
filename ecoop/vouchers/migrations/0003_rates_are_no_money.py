"""Name rates for what they are: đồng for one unit of a currency, with fractions, which no amount has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0002_stock_and_currencies")]

    operations = [
        migrations.RemoveConstraint(model_name="exchangerate", name="exchange_rate_is_positive"),
        migrations.RenameField(model_name="currencymove", old_name="rate_vnd", new_name="rate"),
        migrations.RenameField(model_name="exchangerate", old_name="rate_vnd", new_name="rate"),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="exchange_rate_is_positive"),
        ),
    ]
