import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mailboxes', '0002_mailserver_views'),
    ]

    operations = [
        migrations.CreateModel(
            name='DomainRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=3)),
                ('profession_code', models.CharField(blank=True, max_length=10)),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='mailboxes.domain')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region_code', 'profession_code'), name='one_domain_per_profession')],
            },
        ),
    ]
