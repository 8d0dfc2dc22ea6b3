"""`python -m medimail.answering HOME PORT -i -f SENDER -- RECIPIENT`, the message on its input: what Pigeonhole calls
sendmail. A status other than 0 tells it that nothing left; it then notes nothing and answers the next message.
"""

import sys
from pathlib import Path

from medimail.lib import mail_token
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, Submission, SubmissionUnavailable

LARGEST = 256 * 1024
EX_USAGE, EX_TEMPFAIL = 64, 75


def main(home: str, port: str, arguments: list[str]) -> int:
    sender = arguments[arguments.index("-f") + 1]
    recipients = arguments[arguments.index("--") + 1 :]
    message = sys.stdin.buffer.read(LARGEST + 1)
    if len(recipients) != 1 or len(message) > LARGEST or "@" not in sender:
        return EX_USAGE
    key = (Path(home) / "secrets" / "mail-token-key").read_text().strip().encode()
    post = Submission("127.0.0.1", int(port), sender, mail_token.issue(key, sender, "worker"))
    try:
        post.answer(recipients[0], message)
    except (RecipientsNotAccepted, MessageNotAccepted):
        return 0  # nobody there, or outside the trust space: asking again would change nothing
    except SubmissionUnavailable:
        return EX_TEMPFAIL
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
