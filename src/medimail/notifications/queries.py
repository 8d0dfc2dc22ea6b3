from medimail.notifications.models import Letter


def demo_mail(*, to: str = "", limit: int = 50) -> list[Letter]:
    """The latest letters, of all or to one address, for the demonstration's page. Only demo mode shows it."""
    found = Letter.objects.filter(to=to) if to else Letter.objects.all()
    return list(found.order_by("-id")[:limit])


def demo_letter(pk: int) -> Letter:
    return Letter.objects.get(pk=pk)
