import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProfileChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposed', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('submitted_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_desk', models.BooleanField()),
                ('kind', models.CharField(choices=[('message', 'Message'), ('question', 'Question'), ('refusal', 'Refusal'), ('suspension', 'Suspension'), ('closure', 'Closure')], default='message', max_length=10)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='application',
            name='applications_waiting',
        ),
        migrations.AddField(
            model_name='application',
            name='draft',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='application',
            name='link_sent_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='application',
            name='waiting_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state', 'awaiting_validation')), fields=['waiting_since', 'id'], name='applications_waiting'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state', 'email_pending')), fields=['link_sent_at'], name='applications_to_confirm'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['decided_at'], name='applications_decided'),
        ),
        migrations.AddField(
            model_name='profilechange',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='profilechange',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile_changes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='word',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='enrolment.application'),
        ),
        migrations.AddField(
            model_name='word',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='profilechange',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['submitted_at', 'id'], name='changes_waiting'),
        ),
        migrations.AddConstraint(
            model_name='profilechange',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('user',), name='one_change_waiting_per_person'),
        ),
        migrations.AddIndex(
            model_name='word',
            index=models.Index(fields=['application', 'id'], name='thread_of_application'),
        ),
    ]
