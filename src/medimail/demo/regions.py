"""Help desks, a portal, a first notice. Telephone numbers are among those the national regulator keeps for fiction."""

from django.conf import settings
from django.utils import timezone

from medimail.accounts.actions import keep_portal
from medimail.accounts.models import User
from medimail.accounts.portal_facts import OidcFacts
from medimail.demo.people import BRITTANY, OCCITANIE
from medimail.regions.actions import Contacts, Words, keep_contacts, publish
from medimail.regions.models import EVERYWHERE

GUYANE = "03"
_HOURS = "Du lundi au vendredi, de 9\u00a0h à 12\u00a0h et de 14\u00a0h à 17\u00a0h"
_DESKS = {
    OCCITANIE: Contacts("Centre de services du GRADeS Occitanie", "05 36 49 00 76", "aide@grades-oc.example", _HOURS),
    BRITTANY: Contacts("Centre de services du GRADeS Bretagne", "02 61 91 00 53", "aide@grades-bzh.example", _HOURS),
    EVERYWHERE: Contacts("Assistance Medimail", "01 99 00 00 10", "assistance@medimail.example", _HOURS),
}
_NOTICE = (
    "Information de connexion",
    (
        "Trois façons de vous connecter, toutes sur cette page\u00a0: votre adresse mail et votre mot de passe, "
        "Pro Santé Connect, ou le portail de votre région."
    ),
)


def open_portal(operator: User) -> None:
    """The stand-in of a regional portal, with whose secret Pro Santé Connect's stand-in is asked too."""
    if not settings.SANDBOX_URL:
        return
    discovery = f"{settings.SANDBOX_URL}/portails/guyasis/.well-known/openid-configuration"
    facts = OidcFacts(discovery, settings.PSC_CLIENT_ID, settings.PSC_CLIENT_SECRET)
    keep_portal(operator, "guyasis", facts, name="PORTAIL CCS GUYASIS", region_code=GUYANE, strong=False, new=True)


def open_help(operator: User) -> None:
    for region_code, contacts in _DESKS.items():
        keep_contacts(operator, region_code, contacts)
    publish(operator, Words(*_NOTICE, starts_at=timezone.now()))
