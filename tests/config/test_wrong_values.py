"""A value that cannot be used stops the command with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[2] / "src")
WRONG = {
    "MEDIMAIL_MAX_RECIPIENTS": ("beaucoup", "must be a whole number"),
    "MEDIMAIL_RELAY": ("relais.exemple.test", "must be host:port"),
    "MEDIMAIL_IMAP": ("127.0.0.1:imap", "must be host:port"),
    "MEDIMAIL_DB_POOL": ("true", "must be yes or no"),
    "MEDIMAIL_PUBLICATION": ("ftp", "must be one of none, file, fhir"),
    "MEDIMAIL_PUBLICATION_URL": ("http://annuaire.exemple.test/", "must begin with https://"),
}


def shown(folder: Path, **changes: str) -> tuple[int, list[str]]:
    settings = {"MEDIMAIL_CHECKING": "yes", "MEDIMAIL_HOME": str(folder), "PYTHONPATH": SOURCE, **changes}
    command = [sys.executable, "-m", "medimail", "diffsettings"]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named_in_one_sentence(tmp_path: Path, name: str) -> None:
    value, sentence = WRONG[name]
    status, said = shown(tmp_path, **{name: value})
    assert status == 1
    assert len(said) == 1
    assert f"{name} {sentence}" in said[0]


def test_right_values_pass(tmp_path: Path) -> None:
    assert shown(tmp_path, MEDIMAIL_RELAY="relais.exemple.test:25", MEDIMAIL_MAX_RECIPIENTS="20") == (0, [])


def test_a_missing_secret_is_named_in_one_sentence(tmp_path: Path) -> None:
    status, said = shown(tmp_path, MEDIMAIL_CHECKING="no")
    assert (status, len(said)) == (1, 1)
    assert "secret django-key cannot be read" in said[0]


@pytest.mark.parametrize(
    ("key", "sentence"), [(None, "cannot be read"), ("", "is empty"), ("two words\nX-Header: y", "must be one word")]
)
def test_a_key_that_cannot_be_sent_is_named_and_not_shown(tmp_path: Path, key: str | None, sentence: str) -> None:
    (tmp_path / "secrets").mkdir()
    names = ("django-key", "mail-token-key", "delivery-key", "doveadm-key", "sealing-key", "psc-client-secret")
    for name in (*names, "database-password"):
        (tmp_path / "secrets" / name).write_text("x" * 40)
    if key is not None:
        (tmp_path / "secrets" / "publication-key").write_text(key)
    status, said = shown(tmp_path, MEDIMAIL_PUBLICATION="fhir")
    assert (status, len(said)) == (1, 1)
    assert f"secret publication-key {sentence}" in said[0]
    assert "X-Header" not in said[0]
