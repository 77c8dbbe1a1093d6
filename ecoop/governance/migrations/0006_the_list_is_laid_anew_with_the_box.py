"""Lay the list of who took ballots anew together with the box, so that neither keeps the order of their coming."""

from django.db import migrations

from ecoop.kernel.tenancy import read_sql


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_a_box_is_sealed_in_one_step")]

    operations = [migrations.RunSQL(read_sql(__file__, "seal_box_and_list.sql"), migrations.RunSQL.noop)]
