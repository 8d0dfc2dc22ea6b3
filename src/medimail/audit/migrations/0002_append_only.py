"""Traces are evidence: the database itself refuses to change or remove them."""

from django.db import migrations

CREATE = """
CREATE FUNCTION audit_trace_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'traces are append-only';
END
$$;
CREATE TRIGGER audit_trace_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_trace
    FOR EACH STATEMENT EXECUTE FUNCTION audit_trace_refuse();
"""

DROP = """
DROP TRIGGER audit_trace_append_only ON audit_trace;
DROP FUNCTION audit_trace_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
