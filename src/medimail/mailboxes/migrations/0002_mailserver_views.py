"""The contract with Postfix and Dovecot: views they may read, through a role that may read nothing else."""

from django.db import migrations

CREATE = """
CREATE SCHEMA mailserver;

CREATE VIEW mailserver.domains AS
    SELECT name FROM mailboxes_domain;

CREATE VIEW mailserver.mailboxes AS
    SELECT box.address::text AS address, box.quota_bytes, domain.external
    FROM mailboxes_mailbox AS box JOIN mailboxes_domain AS domain ON domain.name = box.domain_id
    WHERE box.state = 'active';

CREATE VIEW mailserver.sender_rights AS
    SELECT address::text AS sender, address::text AS login FROM mailboxes_mailbox WHERE state = 'active';

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mailserver') THEN
        GRANT USAGE ON SCHEMA mailserver TO mailserver;
        GRANT SELECT ON ALL TABLES IN SCHEMA mailserver TO mailserver;
        ALTER DEFAULT PRIVILEGES IN SCHEMA mailserver GRANT SELECT ON TABLES TO mailserver;
    END IF;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP SCHEMA mailserver CASCADE")]
