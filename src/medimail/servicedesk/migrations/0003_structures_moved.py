"""Structures are a room of their own, below the boxes that belong to them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0002_whole_sign_up"), ("structures", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "administrator",
                    "structure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="structures.structure",
                    ),
                ),
                migrations.DeleteModel("Structure"),
            ]
        )
    ]
