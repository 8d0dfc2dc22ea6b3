"""Who may say what became of a message: else any peer could hide a failure, or invent a reading."""

from medimail.lib.reports import Report
from medimail.mailboxes.queries import hosted
from medimail.trust.queries import speaks_for


def may_tell(report: Report, recipient: str) -> bool:
    domain = recipient.rpartition("@")[2]
    if report.kind == "delivery":
        # A bounce has no envelope sender (RFC 5321, 4.5.5): anything else is somebody's letter.
        return not report.origin.envelope_sender and (report.origin.own or speaks_for(report.origin.peer, domain))
    if report.sender != recipient or report.origin.own:
        return False
    if report.origin.peer:
        return speaks_for(report.origin.peer, domain)
    # By our own submission port, where the envelope sender is the box that signed in.
    return report.origin.envelope_sender == recipient and hosted(domain)
