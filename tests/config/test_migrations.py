import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_tables_are_those_of_the_models() -> None:
    """SystemExit when a change of a model has no migration."""
    call_command("makemigrations", "--check", "--dry-run")
