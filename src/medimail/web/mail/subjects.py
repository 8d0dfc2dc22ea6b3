"""« Re » and « Tr » once, however many programs added their own before."""

import re

_PREFIXES = re.compile(r"^(?:\s*(?:re|ré|rép|tr|fw|fwd|aw|wg)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)


def prefixed(prefix: str, subject: str, limit: int) -> str:
    return f"{prefix}: {_PREFIXES.sub('', subject[:1000])}"[:limit]
