"""Tell purchases that came with an invoice from those that belong into the list 06-VT."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0005_trade_line_by_line")]

    operations = [
        migrations.AddField(model_name="dealing", name="has_invoice", field=models.BooleanField(default=False)),
    ]
