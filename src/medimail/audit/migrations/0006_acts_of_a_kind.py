"""Administrators look for acts of a kind, also of one that is rare."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_guarded_seals")]
    operations = [
        migrations.AddIndex("trace", models.Index(fields=["action", "id"], name="trace_of_action")),
    ]
