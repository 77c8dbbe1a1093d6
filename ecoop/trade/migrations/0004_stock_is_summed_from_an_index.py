"""Let the index over sold goods hold what a sum of the stock reads, so that it reads no sale."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """How much is there is asked after every sale."""

    dependencies = [("trade", "0003_money_stock_and_revenue")]

    operations = [
        migrations.RemoveIndex("saleline", "sale_lines_of_stock"),
        migrations.AddIndex(
            "saleline",
            models.Index(
                fields=["org", "product", "sold_on"],
                include=["quantity", "amount_vnd"],
                condition=models.Q(product__isnull=False),
                name="sale_lines_of_stock",
            ),
        ),
    ]
