"""May this peer hand us this message? Asked by Postfix for each recipient of a message that comes from outside."""

import logging

from django.conf import settings
from django.db import DatabaseError

from medimail.lib.policy_protocol import Request
from medimail.mailboxes.models import Domain
from medimail.mailboxes.queries import active_mailbox
from medimail.trust.models import ListedPeer

logger = logging.getLogger(__name__)

ACCEPT = "DUNNO"
NOT_IDENTIFIED = "550 5.7.1 A verified client certificate of the trust space is required"
NOT_LISTED = "550 5.7.1 This certificate is not listed for the sender's domain"
SPOOFED = "550 5.7.1 This domain is ours and never sends from outside"
INTERNAL = "550 5.7.1 This mailbox receives from inside only"
# Unknown errors never refuse for good and never accept: the peer keeps the message and tries again.
TRY_AGAIN = "DEFER 4.3.0 The trust check is not available, try again later"


def decide(request: Request) -> str:
    """One of the verdicts above."""
    try:
        verdict = _verdict(request)
    except DatabaseError:
        logger.exception("policy: the database did not answer")
        return TRY_AGAIN
    logger.info("policy: peer=%s verdict=%s", request.get("ccert_subject", ""), verdict.split(" ", 2)[:2])
    return verdict


def _verdict(request: Request) -> str:
    name, issuer = request.get("ccert_subject", ""), request.get("ccert_issuer", "")
    if not name or issuer != settings.TRUST_ISSUER:
        return NOT_IDENTIFIED
    domain = request.get("sender", "").rpartition("@")[2].lower()
    if domain and Domain.objects.filter(name=domain).exists():
        return SPOOFED
    # A bounce or receipt has no sender: then any domain of that peer will do.
    listed = ListedPeer.objects.filter(certificate__common_name__iexact=name)
    if not (listed.filter(domain=domain) if domain else listed).exists():
        return NOT_LISTED
    box = active_mailbox(request.get("recipient", ""))
    if box and not box.domain.external:
        return INTERNAL
    return ACCEPT
