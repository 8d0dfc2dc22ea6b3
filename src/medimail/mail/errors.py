from django.core.exceptions import ObjectDoesNotExist


class NoSuchMessage(ObjectDoesNotExist):
    """The folder or the message is not there, or no longer."""


class MailUnavailable(Exception):
    """An engine gave no clear answer: nothing was decided, try again later."""


class MailboxFull(MailUnavailable):
    """The box has no room left for a draft or a copy."""


class MailBusy(MailUnavailable):
    """The index that a search needs is being made: it goes on by itself."""


class RecipientsRefused(Exception):
    """Nothing was sent. `reasons` has a French sentence for each refused address; the draft holds the rest."""

    def __init__(self, reasons: dict[str, str], draft_uid: int) -> None:
        super().__init__(len(reasons))
        self.reasons = reasons
        self.draft_uid = draft_uid


class TooLarge(Exception):
    """The attachments weigh more than `limit` bytes, decoded."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooManyRecipients(Exception):
    def __init__(self, limit: int, count: int) -> None:
        super().__init__(limit, count)
        self.limit = limit
        self.count = count


class DraftChanged(Exception):
    """Another page stored a later version of this draft: nothing was overwritten."""


class AlreadyLeft(Exception):
    """Too late to hold the message back."""


class NotAMoment(Exception):
    """The time to send at has passed or is too far away."""


class NoAnswerWanted(Exception):
    """The invitation cannot be answered from this box; `why` is one of `mail.invitations.Why`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoReceiptWanted(Exception):
    """The message asks for no receipt, for several, or for one that may not leave."""
