"""Let one function tell how much of its product a line of a sale took, with the sign of what came back."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    """Reads and writes of stock asked it each in words of their own."""

    dependencies = [("trade", "0005_what_each_month_sold_of_a_product")]

    operations = [
        migrations.RunSQL(
            read_sql(__file__, "sold_quantity.sql"), "DROP FUNCTION trade_sold_quantity(numeric, bigint);"
        ),
    ]
