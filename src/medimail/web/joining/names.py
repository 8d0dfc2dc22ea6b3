from medimail.accounts.identity import PSC
from medimail.accounts.queries import portals


def name_of(provider: str) -> str:
    """How people know this provider. A portal switched off since is named by what it is."""
    if provider == PSC:
        return "Pro Santé Connect"
    return next((portal.name for portal in portals(slug=provider)), "un portail régional")
