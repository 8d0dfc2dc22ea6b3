from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]
    operations = [
        migrations.RemoveIndex("listedpeer", "peers_by_common_name"),
        migrations.AddIndex("listedpeer", models.Index(Upper("common_name"), name="peers_by_common_name")),
    ]
