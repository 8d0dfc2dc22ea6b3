import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the one before: PostgreSQL alters no table whose rows were written in the same transaction."""

    dependencies = [("trust", "0003_operators_and_their_certificates")]

    operations = [
        migrations.RemoveConstraint("listedpeer", "one_line_per_domain_and_name"),
        migrations.RemoveIndex("listedpeer", "peers_by_common_name"),
        migrations.RemoveField("listedpeer", "common_name"),
        migrations.RemoveField("listedpeer", "distinguished_name"),
        *(
            migrations.AlterField("listedpeer", name, models.CharField(blank=True, max_length=500))
            for name in ("description", "responsible", "support")
        ),
        migrations.AlterField(
            "listedpeer",
            "certificate",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="trust.listedcertificate"
            ),
        ),
        migrations.AddConstraint(
            "listedpeer",
            models.UniqueConstraint(fields=("domain", "certificate"), name="one_line_per_certificate"),
        ),
    ]
