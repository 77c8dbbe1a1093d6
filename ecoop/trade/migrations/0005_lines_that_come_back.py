"""A line that takes something back names the line it takes it from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0004_money_stock_and_revenue")]

    operations = [
        migrations.AddField(model_name=model, name="returns_line", field=models.PositiveSmallIntegerField(null=True))
        for model in ("purchaseline", "saleline")
    ]
