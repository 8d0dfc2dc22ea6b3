
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
        ('mailboxes', '0003_whole_sign_up'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correspondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254)),
                ('used_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='outbox',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='outbox',
            name='draft_uid',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='outbox',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outbox',
            name='problem',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='outbox',
            name='remind_days',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='outbox',
            name='send_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='outbox',
            name='writer',
            field=models.CharField(blank=True, max_length=22),
        ),
        migrations.AlterField(
            model_name='outbox',
            name='state',
            field=models.CharField(choices=[('prepared', 'Prepared'), ('scheduled', 'Scheduled'), ('submitted', 'Submitted'), ('filed', 'Filed')], default='prepared', max_length=9),
        ),
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(condition=models.Q(('state', 'scheduled')), fields=['send_at'], name='outbox_to_leave'),
        ),
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(condition=models.Q(('state', 'scheduled')), fields=['mailbox', 'send_at'], name='outbox_planned'),
        ),
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(condition=models.Q(('problem', {}), _negated=True), fields=['mailbox'], name='outbox_with_problem'),
        ),
        migrations.AddField(
            model_name='correspondent',
            name='mailbox',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mailboxes.mailbox'),
        ),
        migrations.AddConstraint(
            model_name='correspondent',
            constraint=models.UniqueConstraint(fields=('mailbox', 'address'), name='one_line_per_correspondent'),
        ),
    ]
