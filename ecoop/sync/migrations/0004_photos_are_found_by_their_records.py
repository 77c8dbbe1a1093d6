"""Find photos by the records that name them, and list them in the order in which they came."""

from django.db import migrations, models

from ecoop.kernel.laying import index


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("sync", "0003_what_a_locked_phone_asks")]

    operations = [
        migrations.AddIndex(
            "event",
            index("events_with_a_photo", "org", "paper_id", condition=models.Q(paper_id__isnull=False)),
        ),
        migrations.AddIndex("paper", index("papers_newest_first", "org", "-recorded_at", "-id")),
    ]
