import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='termsversion',
            name='pdf',
            field=models.BinaryField(default=b''),
        ),
        migrations.CreateModel(
            name='NationalNumber',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='national_number', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('identifier_type', models.CharField(max_length=5)),
                ('number', models.CharField(max_length=20)),
                ('proof', models.CharField(choices=[('administrator', 'Administrator'), ('psc', 'Psc')], max_length=15)),
                ('proved_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('identifier_type', 'number'), name='one_person_per_number')],
            },
        ),
        migrations.AddIndex(
            model_name='profile',
            index=models.Index(condition=models.Q(('national_id', ''), _negated=True), fields=['national_id'], name='profiles_of_number'),
        ),
        migrations.AddIndex(
            model_name='profile',
            index=models.Index(condition=models.Q(('finess', ''), _negated=True), fields=['finess'], name='profiles_of_structure'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(django.db.models.functions.text.Lower('last_name'), name='users_of_name'),
        ),
    ]
