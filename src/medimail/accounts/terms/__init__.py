"""The terms of use that ship with this release. A new text is a new file and a new version here."""

from pathlib import Path

VERSION = "2026-11"
TITLE = "Conditions générales d’utilisation"
TEXT = (Path(__file__).parent / f"{VERSION}.txt").read_text(encoding="utf-8")
