"""Configuration files from the templates beside this file."""

import string
from pathlib import Path

from medimail.engines.site import Site, write

TEMPLATES = Path(__file__).parent / "templates"


class _Template(string.Template):
    # Postfix and Dovecot own `$` and `%`.
    delimiter = "@@"


def render(site: Site, template: str, target: Path, **values: object) -> None:
    """Every placeholder must have a value: KeyError otherwise."""
    text = _Template((TEMPLATES / template).read_text()).substitute(
        home=site.home, run=site.run, log=site.log, account=site.account, **values
    )
    write(site, target, text)
