from medimail.notifications.models import Letter


def demo_mail(*, limit: int = 50) -> list[Letter]:
    """The latest letters, for the demonstration's page. Only demo mode shows it."""
    return list(Letter.objects.order_by("-id")[:limit])


def demo_letter(pk: int) -> Letter:
    return Letter.objects.get(pk=pk)
