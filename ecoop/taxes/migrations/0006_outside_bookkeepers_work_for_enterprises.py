"""Name the enterprise of an outside bookkeeper by the word of the glossary."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("taxes", "0005_facts_of_cooperative_taxes")]

    operations = [migrations.RenameField("statementsigners", "firm", "enterprise")]
