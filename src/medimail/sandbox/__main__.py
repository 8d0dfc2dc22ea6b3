"""python -m medimail.sandbox --port N --client-secret-file F --redirect URL --portal-redirect URL"""

import argparse
from pathlib import Path

from medimail.sandbox import psc, server
from medimail.sandbox.provider import Client


def main() -> None:
    given = _arguments()
    secret = given.client_secret_file.read_text().strip()
    clients = [
        Client(given.client_id, secret, tuple(redirects), tuple(given.after_logout))
        for redirects in (given.redirect, given.portal_redirect)
    ]
    listening = server.bound(given.port)
    providers = [
        psc.pro_sante_connect(listening.server_port, clients[0]),
        psc.portal(listening.server_port, clients[1]),
    ]
    server.serve(listening, psc.Sandbox(providers))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="medimail.sandbox", description="Stand-ins of Pro Santé Connect and a portal."
    )
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--client-id", default="medimail")
    parser.add_argument("--client-secret-file", type=Path, required=True)
    parser.add_argument("--redirect", action="append", default=[], help="where Pro Santé Connect may send people back")
    parser.add_argument("--portal-redirect", action="append", default=[], help="where the portal may")
    parser.add_argument("--after-logout", action="append", default=[], help="where either may after signing out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
