"""Dovecot and Postfix ask who may do what at the moment of the sign-in: a token outlives no right."""

from django.db import migrations

CREATE = """
CREATE VIEW mailserver.rights AS
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

CREATE OR REPLACE VIEW mailserver.sender_rights AS
    SELECT address AS sender, person || '_' || address AS login FROM mailserver.rights WHERE role <> 'reader';

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mailserver') THEN
        GRANT SELECT ON mailserver.rights, mailserver.sender_rights TO mailserver;
    END IF;
END
$$;
"""
DROP = """
CREATE OR REPLACE VIEW mailserver.sender_rights AS
    SELECT address::text AS sender, address::text AS login FROM mailboxes_mailbox WHERE state = 'active';
DROP VIEW mailserver.rights;
"""


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0004_grants")]
    operations = [migrations.RunSQL(CREATE, DROP)]
