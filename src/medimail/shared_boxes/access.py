from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from medimail.shared_boxes.models import BoxRequest, Closing, Wish


def wished(user: User) -> bool:
    """Whether they chose a shared box before they had an account, and have not asked for it yet."""
    return Wish.objects.filter(user=user).exists()


def closing_of(box: Mailbox) -> Closing | None:
    return Closing.objects.filter(mailbox=box).first()


def own_requests(user: User) -> list[BoxRequest]:
    """The latest first."""
    return list(BoxRequest.objects.filter(asked_by=user).select_related("mailbox").order_by("-id")[:50])


def own_request(user: User, pk: int) -> BoxRequest:
    return BoxRequest.objects.select_related("mailbox", "decided_by").get(pk=pk, asked_by=user)


def lock(pk: int) -> BoxRequest:
    """The request, held until the transaction ends, so that two decisions never cross."""
    return BoxRequest.objects.select_for_update(of=("self",)).select_related("asked_by", "decided_by").get(pk=pk)
