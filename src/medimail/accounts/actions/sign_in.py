"""Who came in, who was turned away, and why. Nothing typed is ever written here: people type passwords anywhere."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.audit.queries import latest
from medimail.lib.places import neighbours, place_of
from medimail.notifications.actions import notify

_MEMORY = timedelta(days=90)
_LETTERS_A_DAY = 3
_WINDOW = 300


@transaction.atomic
def signed_in(user: User, *, means: str, network: str, device: str, place: str = "") -> None:
    """`means`: the ways used, joined by `+` (`password+totp`, `psc`); `network`: the address asked from."""
    told = _is_new(user, device, _where(place, network))
    if told:
        about = {"device": device, "place": place or f"réseau {network}", "at": timezone.now()}
        notify(user.email, "signed_in", {"first_name": user.first_name, **about})
    trace(user, "sign_in.accepted", user, means=means, network=network, device=device, place=place, told=told)


def _is_new(user: User, device: str, where: str) -> bool:
    """A device or a place not seen these 90 days; never the first of all, and three letters a day at most."""
    before = latest(user, "sign_in.accepted", since=timezone.now() - _MEMORY)
    devices = {one.detail["device"] for one in before}
    places = {_where(one.detail["place"], one.detail["network"]) for one in before}
    day = timezone.now() - timedelta(days=1)
    told = sum(one.at > day and one.detail["told"] for one in before)
    return bool(before) and told < _LETTERS_A_DAY and (device not in devices or where not in places)


def _where(place: str, network: str) -> str:
    """Without a town, the network around: a telephone changes its address at each corner."""
    return place or neighbours(network)


def refused(reason: str, *, means: str, network: str, user: User | None = None) -> None:
    """`reason` is a word of the table in docs/operate/sign-in.md; `user` when the account is known, whoever asked."""
    # Whoever goes on guessing is traced once in each window, or the traces would grow at the pace of a program.
    if reason == "too_many" and not cache.add(f"too_many:{means}:{user.pk if user else network}", True, _WINDOW):
        return
    place = place_of(network, settings.PLACES_FILE)
    trace(None, "sign_in.refused", user, reason=reason, means=means, network=network, place=place)
