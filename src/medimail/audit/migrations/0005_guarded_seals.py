"""Traces, links and seals are evidence: nothing changes them, and only whole old seals leave, oldest first.

`ENABLE ALWAYS`: a session that calls itself a replica is refused too. Whoever owns the tables can still switch this off;
`verify-audit` says so, and finds what was changed meanwhile.
"""

from django.db import migrations

CREATE = """
DROP TRIGGER audit_trace_append_only ON audit_trace;
CREATE FUNCTION audit_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allowed boolean := false;
BEGIN
    IF current_setting('medimail.forgetting', true) = 'on' THEN
        IF TG_TABLE_NAME = 'audit_trace' THEN
            allowed := OLD.at < now() - interval '183 days';
        ELSIF TG_TABLE_NAME = 'audit_link' THEN
            allowed := NOT EXISTS (SELECT FROM audit_trace WHERE id = OLD.trace_id);
        ELSE
            allowed := OLD.newest < now() - interval '183 days'
                AND NOT EXISTS (SELECT FROM audit_link WHERE trace_id > OLD.after AND trace_id <= OLD.until);
        END IF;
    END IF;
    IF NOT allowed THEN
        RAISE EXCEPTION 'traces are append-only';
    END IF;
    RETURN OLD;
END
$$;
"""
EACH = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_trace_refuse();
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse_delete();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept;
"""
DROP_EACH = """
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_kept ON {table};
"""
DROP = """
DROP FUNCTION audit_refuse_delete();
CREATE TRIGGER audit_trace_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_trace
    FOR EACH STATEMENT EXECUTE FUNCTION audit_trace_refuse();
"""
TABLES = ("audit_trace", "audit_link", "audit_seal")


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain")]
    operations = [
        migrations.RunSQL(
            CREATE + "".join(EACH.format(table=table) for table in TABLES),
            "".join(DROP_EACH.format(table=table) for table in TABLES) + DROP,
        )
    ]
