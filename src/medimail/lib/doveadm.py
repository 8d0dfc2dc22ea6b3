"""The one word the house says to Dovecot's own administration: hang up on everybody in this box."""

import base64
import http.client
import json

_TIMEOUT = 5
_NOBODY = 68  # EX_NOHOST, when nobody is signed in to it


class NotCut(Exception):
    """No clear answer: connections may still be open. Try again."""


def kick(host: str, port: int, key: str, mailbox: str) -> None:
    """Cut all IMAP connections of the box; who still has the right comes back. Raises NotCut."""
    link = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
    try:
        said = base64.b64encode(f"doveadm:{key}".encode()).decode()
        headers = {"Authorization": f"Basic {said}", "Content-Type": "application/json"}
        link.request("POST", "/doveadm/v1", json.dumps([["kick", {"mask": [mailbox]}, "cut"]]), headers)
        answer = link.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise NotCut(str(answer.status))
        [[kind, detail, _]] = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotCut(type(error).__name__) from None
    finally:
        link.close()
    if kind != "doveadmResponse" and not (kind == "error" and detail.get("exitCode") == _NOBODY):
        raise NotCut(kind)
