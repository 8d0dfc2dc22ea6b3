"""What a mistyped word was meant to be: the words of the directory are few beside its lines."""

from collections.abc import Iterator
from itertools import islice, product

from django.db import connection, transaction

from medimail.directory.models import Word
from medimail.lib.spelling import distance

_SHORTEST = 4
_READINGS = 4
_PER_WORD = 3
_NEAR = """
SELECT word, seen FROM directory_word WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT 60
"""


def readings(said: list[str]) -> Iterator[list[str]]:
    """Other words for those that no entry has, the likeliest first; none when every word is known."""
    choices = [[word] if _known(word) else _near(word) for word in said]
    for reading in islice(product(*choices), _READINGS):
        if list(reading) != said:
            yield list(reading)


def _known(word: str) -> bool:
    return len(word) < _SHORTEST or not word.isalpha() or Word.objects.filter(word__startswith=word).exists()


def _near(word: str) -> list[str]:
    allowed = 1 if len(word) < 6 else 2
    with transaction.atomic(), connection.cursor() as cursor:
        # Two letters changed round in a short word leave few groups of three in common.
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold = 0.2")
        cursor.execute(_NEAR, [word, word])
        rated = [(distance(word, other), -seen, other) for other, seen in cursor.fetchall()]
    return [other for far, _, other in sorted(rated) if far <= allowed][:_PER_WORD] or [word]
