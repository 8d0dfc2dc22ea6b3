import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Professional',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier_type', models.CharField(max_length=5)),
                ('national_id', models.CharField(max_length=20)),
                ('last_name', models.CharField(max_length=100)),
                ('first_name', models.CharField(max_length=100)),
                ('profession_code', models.CharField(max_length=10)),
                ('speciality_code', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('identifier_type', 'national_id'), name='one_professional_per_number')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company_name', models.CharField(blank=True, max_length=150)),
                ('finess', models.CharField(blank=True, max_length=9)),
                ('self_employed', models.BooleanField(default=False)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('town', models.CharField(blank=True, max_length=100)),
                ('department_code', models.CharField(blank=True, max_length=3)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('professional', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='directory.professional')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('finess', ''), _negated=True), fields=['finess'], name='activities_of_structure')],
            },
        ),
    ]
