"""The rows of the demonstration's first directory are dropped: the national files bring them again."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


# Every beginning of a word, from two letters to eight, is a key of the index: `@>` then compares whole keys, which costs
# a tenth of prefix matching over millions of rows. A word of nine letters or more is known by its first eight, so that
# « infirmière » finds « infirmier ». `=` marks the words of a name, `#` a mark that is compared whole.
_BEGINNINGS = """
CREATE FUNCTION directory_beginnings(words text) RETURNS text[] LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE STRICT COST 1000 AS $$
DECLARE
    found text[] := '{}';
    word text;
BEGIN
    FOREACH word IN ARRAY string_to_array(words, ' ') LOOP
        CONTINUE WHEN word = '';
        IF word LIKE '#%' THEN
            found := found || word;
        ELSIF word LIKE '=%' THEN
            found := found || ARRAY[left(word, 3), left(word, 4), left(word, 5), left(word, 6), left(word, 7),
                                    left(word, 8), left(word, 9)];
        ELSE
            found := found || ARRAY[left(word, 2), left(word, 3), left(word, 4), left(word, 5), left(word, 6),
                                    left(word, 7), left(word, 8)];
        END IF;
    END LOOP;
    RETURN found;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [("directory", "0001_initial")]

    operations = [
        TrigramExtension(),
        migrations.DeleteModel("Activity"),
        migrations.DeleteModel("Professional"),
        migrations.RunSQL(_BEGINNINGS, "DROP FUNCTION directory_beginnings"),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.TextField(db_collation='C', primary_key=True, serialize=False)),
                ('seen', models.IntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('digest', models.UUIDField(primary_key=True, serialize=False)),
                ('identifier_type', models.CharField(blank=True, max_length=5)),
                ('national_id', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('title', models.TextField(blank=True)),
                ('last_name', models.TextField()),
                ('first_name', models.TextField(blank=True)),
                ('profession_code', models.CharField(max_length=10)),
                ('speciality_code', models.TextField(blank=True)),
                ('speciality_label', models.TextField(blank=True)),
                ('name_key', models.TextField()),
                ('self_employed', models.BooleanField(default=False)),
                ('company_name', models.TextField(blank=True)),
                ('finess', models.TextField(blank=True)),
                ('address', models.TextField(blank=True)),
                ('postcode', models.TextField(blank=True)),
                ('town', models.TextField(blank=True)),
                ('department_code', models.CharField(blank=True, max_length=3)),
                ('phone', models.TextField(blank=True)),
                ('email', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['national_id'], name='activities_of_person'), models.Index(condition=models.Q(('finess', ''), _negated=True), fields=['finess'], name='activities_of_structure')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('national', 'National'), ('own', 'Own')], max_length=8)),
                ('kind', models.CharField(blank=True, max_length=3)),
                ('address', models.TextField(blank=True, db_collation='C')),
                ('identifier_type', models.CharField(blank=True, max_length=5)),
                ('national_id', models.TextField(blank=True)),
                ('title', models.TextField(blank=True)),
                ('last_name', models.TextField()),
                ('first_name', models.TextField(blank=True)),
                ('profession_code', models.CharField(blank=True, max_length=10)),
                ('speciality_code', models.TextField(blank=True)),
                ('speciality_label', models.TextField(blank=True)),
                ('company_name', models.TextField(blank=True)),
                ('service', models.TextField(blank=True)),
                ('street', models.TextField(blank=True)),
                ('postcode', models.TextField(blank=True)),
                ('town', models.TextField(blank=True)),
                ('department_code', models.CharField(blank=True, max_length=3)),
                ('finess', models.TextField(blank=True)),
                ('paperless', models.BooleanField(default=False)),
                ('preferred', models.BooleanField(default=False)),
                ('in_medimail', models.BooleanField(default=False)),
                ('in_mssante', models.BooleanField(default=False)),
                ('closed', models.BooleanField(default=False)),
                ('holder_id', models.BigIntegerField(null=True)),
                ('region_code', models.CharField(blank=True, max_length=3)),
                ('since', models.DateField()),
                ('name_key', models.TextField(db_collation='C')),
                ('words', models.TextField()),
                ('digest', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['name_key', 'id'], condition=models.Q(('address', ''), _negated=True), name='entries_by_name'), models.Index(condition=models.Q(('national_id', ''), _negated=True), fields=['national_id'], name='entries_of_person'), models.Index(condition=models.Q(('origin', 'own')), fields=['id'], name='entries_of_ours'), models.Index(condition=models.Q(('holder_id__isnull', False)), fields=['holder_id'], name='entries_of_holder')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('address', ''), _negated=True), fields=('address',), name='one_entry_per_address'), models.UniqueConstraint(condition=models.Q(('address', '')), fields=('identifier_type', 'national_id'), name='one_entry_without_address')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('mailboxes', 'Mailboxes'), ('activities', 'Activities'), ('skills', 'Skills')], max_length=10)),
                ('file_name', models.CharField(max_length=255)),
                ('dated', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('running', 'Running'), ('done', 'Done'), ('refused', 'Refused'), ('failed', 'Failed')], default='running', max_length=8)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('lines', models.IntegerField(default=0)),
                ('added', models.IntegerField(default=0)),
                ('changed', models.IntegerField(default=0)),
                ('removed', models.IntegerField(default=0)),
                ('refused', models.IntegerField(default=0)),
                ('reasons', models.JSONField(default=dict)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('detail', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'done')), fields=['kind', '-dated'], name='last_good_import')],
            },
        ),
        migrations.CreateModel(
            name='ListedBox',
            fields=[
                ('digest', models.UUIDField(primary_key=True, serialize=False)),
                ('identifier_type', models.CharField(blank=True, max_length=5)),
                ('national_id', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('kind', models.CharField(max_length=3)),
                ('address', models.TextField()),
                ('title', models.TextField(blank=True)),
                ('last_name', models.TextField(blank=True)),
                ('first_name', models.TextField(blank=True)),
                ('profession_code', models.CharField(blank=True, max_length=10)),
                ('speciality_code', models.TextField(blank=True)),
                ('speciality_label', models.TextField(blank=True)),
                ('name_key', models.TextField()),
                ('paperless', models.BooleanField(default=False)),
                ('structure', models.TextField(blank=True)),
                ('company_name', models.TextField(blank=True)),
                ('service', models.TextField(blank=True)),
                ('street', models.TextField(blank=True)),
                ('postcode', models.TextField(blank=True)),
                ('town', models.TextField(blank=True)),
                ('department_code', models.CharField(blank=True, max_length=3)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['address'], name='lines_of_address'), models.Index(condition=models.Q(('national_id', ''), _negated=True), fields=['national_id'], name='boxes_of_person')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('digest', models.UUIDField(primary_key=True, serialize=False)),
                ('identifier_type', models.CharField(blank=True, max_length=5)),
                ('national_id', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('profession_code', models.CharField(max_length=10)),
                ('code', models.TextField()),
                ('label', models.TextField()),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['national_id'], name='skills_of_person')],
            },
        ),
        migrations.RunSQL(
            "CREATE INDEX directory_entry_beginnings ON directory_entry"
            " USING gin (directory_beginnings(words)) WHERE address <> ''",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE INDEX directory_entry_unaddressed ON directory_entry"
            " USING gin (directory_beginnings(words)) WHERE address = ''",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE INDEX directory_word_like ON directory_word USING gin (word gin_trgm_ops)", migrations.RunSQL.noop
        ),
    ]
