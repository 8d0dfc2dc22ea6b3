"""Our scripts stand side by side on a page, without a bundler."""

import re
from collections import Counter
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "src/medimail/web/static/medimail"
_NAME = re.compile(r"^(?:const|let|(?:async )?function) (\w+)", re.MULTILINE)


def test_no_name_is_declared_by_two_scripts() -> None:
    """They share one scope: the second `let` of a name stops its script, the second `function` replaces the first."""
    names = Counter(name for script in SCRIPTS.glob("*.js") for name in _NAME.findall(script.read_text()))
    assert [name for name, times in names.items() if times > 1] == []
