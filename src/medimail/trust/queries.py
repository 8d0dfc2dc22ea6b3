from medimail.mailboxes.models import Domain
from medimail.trust.models import ListedPeer


def speaks_for(common_name: str, domain: str) -> bool:
    """The operator with this verified certificate may send for this domain."""
    return bool(common_name) and ListedPeer.objects.filter(common_name__iexact=common_name, domain=domain).exists()


def in_space(domain: str) -> bool:
    """Ours, or on the allow list: mail may go there."""
    return Domain.objects.filter(name=domain).exists() or ListedPeer.objects.filter(domain=domain).exists()
