"""Who is suspended signs in nowhere: not in a box of others either."""

from django.db import migrations, models

WITH = """
CREATE OR REPLACE VIEW mailserver.rights AS
WITH today AS (SELECT (now() AT TIME ZONE 'Europe/Paris')::date AS day)
SELECT box.address::text AS address, one.person, one.role, box.quota_bytes,
       format(E'quota_rule=*:bytes=%s\\tacl_user=%s', box.quota_bytes, one.role) AS granted
FROM mailboxes_mailbox AS box
CROSS JOIN LATERAL (
    SELECT 'worker' AS person, 'holder' AS role
    UNION ALL
    SELECT 'sieve-worker', 'holder'
    UNION ALL
    SELECT 'person-' || box.holder_id, 'holder' WHERE box.holder_id IS NOT NULL
    UNION ALL
    SELECT 'person-' || given.person_id, given.role::text FROM mailboxes_grant AS given, today
    WHERE given.mailbox_id = box.id AND given.ended_at IS NULL AND NOT given.suspended
      AND given.starts_on <= day AND (given.ends_on IS NULL OR given.ends_on >= day)
) AS one
WHERE box.state = 'active';
"""
WITHOUT = """
CREATE OR REPLACE VIEW mailserver.rights AS
WITH today AS (SELECT (now() AT TIME ZONE 'Europe/Paris')::date AS day)
SELECT box.address::text AS address, one.person, one.role, box.quota_bytes,
       format(E'quota_rule=*:bytes=%s\\tacl_user=%s', box.quota_bytes, one.role) AS granted
FROM mailboxes_mailbox AS box
CROSS JOIN LATERAL (
    SELECT 'worker' AS person, 'holder' AS role
    UNION ALL
    SELECT 'sieve-worker', 'holder'
    UNION ALL
    SELECT 'person-' || box.holder_id, 'holder' WHERE box.holder_id IS NOT NULL
    UNION ALL
    SELECT 'person-' || given.person_id, given.role::text FROM mailboxes_grant AS given, today
    WHERE given.mailbox_id = box.id AND given.ended_at IS NULL
      AND given.starts_on <= day AND (given.ends_on IS NULL OR given.ends_on >= day)
) AS one
WHERE box.state = 'active';
"""


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0006_invitations")]
    operations = [
        migrations.AddField("grant", "suspended", models.BooleanField(default=False)),
        migrations.RunSQL(WITH, WITHOUT),
    ]
