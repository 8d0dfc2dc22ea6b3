"""Which regions vouch for their people, and how."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from medimail.accounts.errors import WrongPortal
from medimail.accounts.models import Portal, User
from medimail.accounts.portal_facts import OidcFacts, SamlFacts, check
from medimail.audit.actions import trace
from medimail.lib.sealing import Sealed


@transaction.atomic
def keep_portal(
    by: User | None,
    slug: str,
    facts: OidcFacts | SamlFacts,
    *,
    name: str,
    region_code: str,
    strong: bool,
    new: bool = False,
) -> Portal:
    """`by` is None for the command line; `new`: the short name must be free. Raises `WrongPortal`."""
    check(slug, name, region_code)
    protocol = Portal.Protocol.OIDC if isinstance(facts, OidcFacts) else Portal.Protocol.SAML
    held = Portal.objects.select_for_update().filter(slug=slug).first()
    if held and (new or held.protocol != protocol):
        raise WrongPortal("known" if new else "protocol")
    portal = held or Portal(slug=slug, protocol=protocol)
    said = {"name": name, "region_code": region_code, "strong": strong, **facts.columns(timezone.now())}
    if isinstance(facts, OidcFacts) and facts.client_secret:
        said["client_secret"] = Sealed(settings.SEALING_KEY).seal(facts.client_secret)
    for column, value in said.items():
        setattr(portal, column, value)
    _save(portal, new=held is None)
    trace(by, "portal.kept", portal, issuer=portal.issuer, strong=strong)
    return portal


@transaction.atomic
def close_portal(by: User, slug: str) -> None:
    """It signs nobody in from now on. Who was linked stays so, for the day it opens again."""
    _open(by, slug, active=False)


@transaction.atomic
def reopen_portal(by: User, slug: str) -> None:
    _open(by, slug, active=True)


def _open(by: User, slug: str, *, active: bool) -> None:
    portal = Portal.objects.select_for_update().get(slug=slug)
    if portal.active == active:  # a second click
        return
    portal.active = active
    portal.save(update_fields=["active"])
    trace(by, "portal.reopened" if active else "portal.closed", portal)


def _save(portal: Portal, *, new: bool) -> None:
    try:
        with transaction.atomic():
            portal.save(force_insert=new)
    except IntegrityError as error:  # another operator, at the same moment
        raise WrongPortal("known") from error
