"""The table comes from `servicedesk`, with its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("servicedesk", "0002_whole_sign_up")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE servicedesk_structure RENAME TO structures_structure",
                    "ALTER TABLE structures_structure RENAME TO servicedesk_structure",
                )
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Structure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("finess", models.CharField(max_length=9, unique=True)),
                        ("siret", models.CharField(blank=True, max_length=14)),
                        ("region_code", models.CharField(max_length=3)),
                    ],
                )
            ],
        )
    ]
