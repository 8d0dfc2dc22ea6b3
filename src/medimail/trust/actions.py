from django.db import transaction

from medimail.audit.actions import trace
from medimail.trust.models import ListedPeer


@transaction.atomic
def list_peer(domain: str, common_name: str, distinguished_name: str = "") -> None:
    peer, created = ListedPeer.objects.get_or_create(
        domain=domain.strip().lower(),
        common_name=common_name.strip(),
        defaults={"distinguished_name": distinguished_name},
    )
    if created:
        trace(None, "peer.listed", peer)
