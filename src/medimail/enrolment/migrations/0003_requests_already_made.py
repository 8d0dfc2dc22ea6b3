from django.db import migrations

# A refused request that its person has taken up again counts from its next sending.
_WAITING_SINCE = """
UPDATE enrolment_application SET waiting_since = submitted_at
WHERE state IN ('awaiting_validation', 'active', 'refused')
"""
_PROVED = """
INSERT INTO accounts_nationalnumber (user_id, identifier_type, number, proof, proved_at)
SELECT profile.user_id, profile.identifier_type, profile.national_id, 'administrator', application.decided_at
FROM accounts_profile profile JOIN enrolment_application application USING (user_id)
WHERE application.state = 'active' AND profile.national_id <> ''
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [("enrolment", "0002_whole_sign_up"), ("accounts", "0002_whole_sign_up")]

    operations = [migrations.RunSQL([_WAITING_SINCE, _PROVED], migrations.RunSQL.noop)]
