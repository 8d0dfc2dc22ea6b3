from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('servicedesk', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='administrator',
            name='announced_at',
            field=models.DateTimeField(null=True),
        ),
    ]
