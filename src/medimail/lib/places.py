"""Where a network address stands, by a file of towns (MMDB). A guess for a person to recognise, never a proof."""

import ipaddress
import logging
from collections.abc import Mapping

import maxminddb

LOCAL = "réseau local"
_INSIDE = [
    ipaddress.ip_network(one)
    for one in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
]
_logger = logging.getLogger(__name__)


def place_of(network: str, file: str) -> str:
    """« Toulouse, France », or nothing. `file` may be empty, absent or broken."""
    try:
        address = ipaddress.ip_address(network)
    except ValueError:
        return ""
    if any(address in one for one in _INSIDE):
        return LOCAL
    return _town(network, file) if file else ""


def neighbours(network: str) -> str:
    """The wide network around an address: that of one access provider, more or less."""
    try:
        address = ipaddress.ip_address(network)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, 16 if address.version == 4 else 32), strict=False))


def _town(address: str, file: str) -> str:
    """Opened each time, and read rather than mapped: a file replaced while in use would end the process."""
    try:
        with maxminddb.open_database(file, maxminddb.MODE_FILE) as towns:
            found = towns.get(address)
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as error:
        _logger.warning("the file of places cannot be read: %s", type(error).__name__)
        return ""
    return ", ".join(filter(None, (_name(found, "city"), _name(found, "country"))))[:100]


def _name(found: object, part: str) -> str:
    names = found.get(part, {}) if isinstance(found, Mapping) else {}
    names = names.get("names", {}) if isinstance(names, Mapping) else {}
    name = names.get("fr") or names.get("en") if isinstance(names, Mapping) else ""
    return name if isinstance(name, str) else ""
