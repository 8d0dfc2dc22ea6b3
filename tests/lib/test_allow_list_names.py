"""Names that differ only in how they are written are one; all others are not."""

import pytest

from medimail.lib.allow_list.domains import canonical
from medimail.lib.allow_list.names import read

PLAIN = "CN=medimail.essai.example,OU=330000000000001,O=GIP D’ESSAI,ST=Haute-Garonne (31),C=FR"


@pytest.mark.parametrize(
    "written",
    [
        "C=FR,ST=Haute-Garonne (31),O=GIP D’ESSAI,OU=330000000000001,CN=medimail.essai.example",
        "CN=medimail.essai.example, OU=330000000000001, O=GIP D’ESSAI, ST=Haute-Garonne (31), C=FR",
        "cn = MEDIMAIL.essai.example , ou=330000000000001,o=Gip   d’Essai,st=Haute-Garonne (31),c=fr",
        "CN=medimail.essai.example,OU=330000000000001,O=GIP\u00a0D’ESSAI,S=Haute-Garonne (31),C=FR\n",
        "CN=medimail.essai.example;OU=330000000000001;O=GIP D’ESSAI;ST=Haute-Garonne (31);C=FR",
        "CN=medimail.essai.example,OU=330000000000001+O=GIP D’ESSAI,ST=Haute-Garonne (31),C=FR",
        r"CN=medimail\2Eessai.example,OU=330000000000001,O=GIP D\E2\80\99ESSAI,ST=Haute-Garonne \(31\),C=FR",
        'CN="medimail.essai.example",OU=330000000000001,O="GIP D’ESSAI",ST=Haute-Garonne (31),C=FR',
        "2.5.4.3=medimail.essai.example,OID.2.5.4.11=330000000000001,O=GIP D’ESSAI,ST=Haute-Garonne (31),C=FR",
    ],
)
def test_one_name_in_many_writings(written: str) -> None:
    assert read(written).key == read(PLAIN).key


@pytest.mark.parametrize(
    "written",
    [
        PLAIN.replace("medimail.", "medimai1."),
        PLAIN.replace("330000000000001", "330000000000002"),
        PLAIN.replace("ST=", "L="),
        PLAIN.replace(",C=FR", ""),
        PLAIN + ",C=FR",
        PLAIN.replace("O=GIP D’ESSAI", r"O=GIP D’ESSAI\,CN=x"),
        PLAIN.replace("O=GIP D’ESSAI", 'O="GIP D’ESSAI,CN=x"'),
    ],
)
def test_another_name(written: str) -> None:
    assert read(written).key != read(PLAIN).key


def test_what_is_escaped_or_quoted_separates_nothing() -> None:
    one = read(r"CN=mta.example,O=DUPONT\, FILS\+C\=FR,C=FR")
    assert (one.common_name, one.organization) == ("mta.example", "DUPONT, FILS+C=FR")
    assert read('CN=mta.example,O="DUPONT, FILS+C=FR",C=FR').key == one.key
    assert read("CN=mta.example,O=DUPONT, FILS,C=FR").organization == "DUPONT, FILS"
    assert read('CN=mta.example,O=CLINIQUE "LES ROSES",C=FR').organization == 'CLINIQUE "LES ROSES"'
    assert read(r"CN=mta.example,O=A\\,C=FR").organization == "A\\"
    # Two values that would look alike without escapes stay two.
    assert read(r"CN=a\,O=b").key != read("CN=a,O=b").key


def test_an_operator_has_several_certificates() -> None:
    one, two = read(PLAIN), read(PLAIN.replace("medimail.", "medimail2."))
    assert (one.operator, one.key == two.key) == (two.operator, False)
    assert read("CN=mta.example,OU=1750048886,O=GIP,C=FR").operator == "1750048886"
    assert read("CN=mta.example,OU=Service,O=Gip  Essai,C=FR").operator == "gip essai"
    assert read("CN=mta.example").operator == "mta.example"


@pytest.mark.parametrize(
    "written", ["", "mta.example", "O=GIP,C=FR", "CN=", "CN=a,O=", "CN=a\x00b", "x" * 600, "CN=\\FF"]
)
def test_what_is_no_name(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(written)


def test_domains_as_mail_servers_compare_them() -> None:
    assert canonical(" UC-CMP.mssante.fr\n") == "uc-cmp.mssante.fr"
    assert canonical("interop-mssante.apicrypt.org.") == "interop-mssante.apicrypt.org"
    assert canonical("hôpital.mssante.fr") == canonical("XN--HPITAL-IXA.mssante.fr") == "xn--hpital-ixa.mssante.fr"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "mssante",
        "*.mssante.fr",
        "a b.mssante.fr",
        "a@b.fr",
        "127.0.0.1",
        "-a.fr",
        "a..fr",
        "x" * 64 + ".fr",
        "é€.☃",
    ],
)
def test_what_is_no_domain(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(written)
