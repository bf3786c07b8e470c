"""Who acts for somebody can have a log-in of their own; and what they tell by themselves is told to no staff."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0030_why_a_role_began'),
    ]

    operations = [
        migrations.CreateModel(
            name='RepresentativeDoor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('compartment', models.CharField(default='team', max_length=20)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('phone_sealed', models.BinaryField()),
                ('phone_index', models.CharField(max_length=32)),
                ('language', models.CharField(default='sv', max_length=8)),
                ('opened_at', models.DateTimeField()),
                ('shut_at', models.DateTimeField(null=True)),
                ('paper_index', models.CharField(blank=True, max_length=32)),
                ('paper_until', models.DateTimeField(null=True)),
                ('sms_index', models.CharField(blank=True, max_length=32)),
                ('sms_until', models.DateTimeField(null=True)),
                ('sms_tries', models.PositiveSmallIntegerField(default=0)),
                ('last_used_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='explanation',
            name='explanation_by_a_representative_is_taken_by_staff',
        ),
        migrations.AddField(
            model_name='representative',
            name='taken_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='representativedoor',
            name='board',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.board'),
        ),
        migrations.AddField(
            model_name='representativedoor',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='representativedoor',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='representativedoor',
            name='representative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.representative'),
        ),
        migrations.AddField(
            model_name='representativedoor',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='representativedoor',
            index=models.Index(fields=['user'], name='representative_door_by_user'),
        ),
        migrations.AddIndex(
            model_name='representativedoor',
            index=models.Index(fields=['phone_index'], name='representative_door_by_phone'),
        ),
        migrations.AddConstraint(
            model_name='representativedoor',
            constraint=models.UniqueConstraint(condition=models.Q(('shut_at', None)), fields=('representative',), name='representative_has_one_open_door'),
        ),
        migrations.AddConstraint(
            model_name='representativedoor',
            constraint=models.UniqueConstraint(condition=models.Q(('paper_index', ''), _negated=True), fields=('paper_index',), name='representative_paper_code_is_one_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='representativedoor',
            constraint=models.CheckConstraint(condition=models.Q(('phone_index', ''), _negated=True), name='representative_door_has_a_telephone'),
        ),
        migrations.AddConstraint(
            model_name='representativedoor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper_index', ''), ('paper_until__isnull', False), _connector='OR'), models.Q(('sms_index', ''), ('sms_until__isnull', False), _connector='OR')), name='representative_code_has_a_last_moment'),
        ),
        migrations.AddConstraint(
            model_name='representativedoor',
            constraint=models.CheckConstraint(condition=models.Q(('shut_at', None), models.Q(('paper_index', ''), ('sms_index', '')), _connector='OR'), name='representative_door_that_is_shut_has_no_codes'),
        ),
    ]
