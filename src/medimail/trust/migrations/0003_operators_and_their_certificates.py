import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Upper

from medimail.lib.allow_list import names


def keep_fixed_peers(apps, schema_editor):
    operators, certificates, peers = (
        apps.get_model("trust", name) for name in ("Operator", "ListedCertificate", "ListedPeer")
    )
    for peer in peers.objects.all():
        name = names.of(peer.common_name)
        operator, _ = operators.objects.get_or_create(code=name.operator, defaults={"name": name.common_name})
        certificate, _ = certificates.objects.get_or_create(
            key=name.key,
            defaults={
                "written": f"CN={peer.common_name}",
                "common_name": name.common_name,
                "operator": operator,
            },
        )
        peer.certificate, peer.fixed = certificate, True
        peer.save()


class Migration(migrations.Migration):
    dependencies = [("trust", "0002_peers_by_name_in_any_case")]

    operations = [
        migrations.CreateModel(
            name="Operator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=255, unique=True)),
                ("name", models.CharField(max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="ListedCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=2000, unique=True)),
                ("written", models.CharField(max_length=500)),
                ("common_name", models.CharField(max_length=500)),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificates", to="trust.operator"
                    ),
                ),
            ],
            options={"indexes": [models.Index(Upper("common_name"), name="certificate_by_common_name")]},
        ),
        migrations.AddField(
            "listedpeer",
            "certificate",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="trust.listedcertificate",
            ),
        ),
        migrations.AddField("listedpeer", "fixed", models.BooleanField(default=False)),
        *(
            migrations.AddField("listedpeer", name, models.CharField(blank=True, default="", max_length=500))
            for name in ("description", "responsible", "support")
        ),
        migrations.CreateModel(
            name="AllowListImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(choices=[("taken", "Taken"), ("refused", "Refused")], max_length=7),
                ),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=500)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("times", models.IntegerField(default=1)),
                ("generated_at", models.DateTimeField(null=True)),
                ("signer", models.CharField(blank=True, max_length=500)),
                ("signer_until", models.DateTimeField(null=True)),
                ("entries", models.IntegerField(default=0)),
                ("domains", models.IntegerField(default=0)),
                ("operators", models.IntegerField(default=0)),
                ("certificates", models.IntegerField(default=0)),
                ("added", models.IntegerField(default=0)),
                ("removed", models.IntegerField(default=0)),
                ("unfit", models.JSONField(default=dict)),
                ("tag", models.CharField(blank=True, max_length=200)),
                ("modified", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-last_at"], name="imports_of_the_list"),
                    models.Index(
                        condition=models.Q(("state", "taken")), fields=["-generated_at"], name="good_lists"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253)),
                (
                    "before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), size=None
                    ),
                ),
                (
                    "after",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="trust.allowlistimport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["domain", "-at"], name="changes_of_domain"),
                    models.Index(fields=["-at"], name="changes_of_the_list"),
                ]
            },
        ),
        migrations.RunPython(keep_fixed_peers, migrations.RunPython.noop),
    ]
