from ipaddress import ip_network
from pathlib import Path

import pytest
from mmdb_writer import MMDBWriter
from netaddr import IPSet

from medimail.lib.places import LOCAL, neighbours, place_of


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shape of the files of MaxMind and of DB-IP."""
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True)
    france = {"names": {"fr": "France", "en": "France"}}
    writer.insert_network(IPSet(["203.0.113.0/24"]), {"city": {"names": {"en": "Toulouse"}}, "country": france})
    writer.insert_network(IPSet(["2001:db8::/32"]), {"country": france})
    writer.insert_network(IPSet(["198.51.100.0/24"]), {"city": "not a name", "country": {"names": {"fr": 7}}})
    file = tmp_path_factory.mktemp("places") / "towns.mmdb"
    writer.to_db_file(str(file))
    return str(file)


@pytest.mark.parametrize(
    ("network", "place"),
    [
        ("203.0.113.9", "Toulouse, France"),
        ("2001:db8::1", "France"),
        ("192.0.2.7", ""),
        ("198.51.100.3", ""),
        ("127.0.0.1", LOCAL),
        ("192.168.1.20", LOCAL),
        ("::1", LOCAL),
        ("fd00::1", LOCAL),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_a_network_has_a_place_or_none(towns: str, network: str, place: str) -> None:
    assert place_of(network, towns) == place


def test_without_a_file_no_place() -> None:
    assert place_of("203.0.113.9", "") == ""


@pytest.mark.parametrize("content", [None, b"", b"nothing of the kind" * 500])
def test_a_missing_or_broken_file_is_no_error(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "towns.mmdb"
    if content is not None:
        file.write_bytes(content)
    assert place_of("203.0.113.9", str(file)) == ""


def test_a_file_cut_short_is_no_error(towns: str, tmp_path: Path) -> None:
    whole = Path(towns).read_bytes()
    file = tmp_path / "towns.mmdb"
    for kept in range(0, len(whole), 37):
        file.write_bytes(whole[kept:])
        place_of("203.0.113.9", str(file))


def test_a_telephone_stays_in_its_neighbourhood() -> None:
    assert neighbours("203.0.113.9") == neighbours("203.0.200.1") == str(ip_network("203.0.0.0/16"))
    assert neighbours("2001:db8::1") == "2001:db8::/32"
    assert neighbours("") == ""
