"""The pages of the stand-ins. Nobody may take one for the real Pro Santé Connect, nor for a real portal."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from medimail.sandbox.exchange import Answer
from medimail.sandbox.identities import Identity

STYLE = Path(__file__).with_name("style.css")
STRIPE = "aucune vraie carte, aucune vraie personne"


def style() -> Answer:
    return Answer(200, STYLE.read_bytes(), "text/css; charset=utf-8")


def choice(title: str, people: Mapping[str, Identity], action: str, refused: str) -> Answer:
    rows = "".join(_row(key, person) for key, person in people.items())
    return _page(
        200,
        title,
        "Qui êtes-vous pour cet essai ?",
        f"""<p>Choisissez une identité inventée : Medimail la recevra comme si elle était vraie.</p>
<form method="post" action="{escape(action)}">
<ul>{rows}</ul>
<button class="quiet" name="identity" value="{refused}">Refuser et revenir à Medimail</button>
</form>""",
    )


def refusal(title: str, why: str) -> Answer:
    return _page(
        400, title, "Demande refusée", f"<p>{escape(why)} Fermez cette page et recommencez depuis Medimail.</p>"
    )


def ended(title: str) -> Answer:
    return _page(200, title, "Vous êtes déconnecté", "<p>Vous pouvez fermer cette page.</p>")


def _row(key: str, person: Identity) -> str:
    label = f"<b>{escape(person.name)}</b><span>{escape(person.about)}</span>"
    return f'<li><button name="identity" value="{escape(key)}">{label}</button></li>'


def _page(status: int, title: str, heading: str, body: str) -> Answer:
    text = f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)} – {escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><strong>{escape(title)}</strong> – {STRIPE}</header>
<main>
<h1>{heading}</h1>
{body}
</main>
</body>
</html>
"""
    return Answer(status, text.encode())
