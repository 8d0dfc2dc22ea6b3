from django.db import transaction

from medimail.audit.actions import trace
from medimail.lib.allow_list import names
from medimail.lib.allow_list.domains import canonical
from medimail.trust.models import ListedCertificate, ListedPeer, Operator


@transaction.atomic
def list_peer(domain: str, common_name: str) -> None:
    """By hand, beside the allow list. Raises `ValueError` when these are no names."""
    name = names.of(common_name)
    operator, _ = Operator.objects.get_or_create(code=name.operator, defaults={"name": name.common_name})
    certificate, _ = ListedCertificate.objects.get_or_create(
        key=name.key,
        defaults={"written": f"CN={common_name.strip()}", "common_name": name.common_name, "operator": operator},
    )
    peer, created = ListedPeer.objects.get_or_create(
        domain=canonical(domain), certificate=certificate, defaults={"fixed": True}
    )
    if created:
        trace(None, "peer.listed", peer)
