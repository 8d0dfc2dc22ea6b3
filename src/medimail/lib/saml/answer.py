"""The answer of a SAML 2.0 identity provider (Web Browser SSO profile, POST binding), read strictly.

python3-saml judges structure and signatures. The rest stands here, because even its strict mode takes an answer
without audience or issuer, one whose address merely begins like ours, one whose request is named in its unsigned part
alone, and gives no clock drift to the confirmation of the subject.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response as Response
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

from medimail.lib.refused import Refused
from medimail.lib.saml.parties import Provider, Service, settings_of
from medimail.lib.saml.signatures import signed_plainly

LONGEST = 200_000
_DRIFT = timedelta(seconds=60)
_SUBJECT_LENGTH = 256  # SAML 2.0 Core, 8.3.7
# SAML V2.0 Subject Identifier Attributes: never given to another person. An address or a transient name is.
_SUBJECT_ATTRIBUTES = [
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id",
]
_SCHEMA = "saml-schema-protocol-2.0.xsd"


@dataclass(frozen=True, slots=True)
class Answer:
    subject: str
    request_id: str
    """Of the request it answers, as the signed part says."""
    proved_at: datetime
    """When the person last proved themselves there."""


def read(encoded: str, service: Service, provider: Provider, now: datetime) -> Answer:
    """Raises `Refused`. Whether `request_id` was asked by this browser is the caller's to know."""
    document = _verified(encoded, service, provider)
    assertion = document.find("saml:Assertion", Words.NSMAP)
    try:
        _from(document, assertion, provider)
        _to(document, assertion, service)
        _within_its_time(assertion, now)
        request_id = _request(document, assertion, service, now)
        return Answer(
            _subject(assertion, service),
            request_id,
            _moment(_texts(assertion, "./saml:AuthnStatement/@AuthnInstant")[0]),
        )
    except (ValueError, IndexError) as error:  # a date that no calendar knows
        raise Refused("wrong_answer") from error


def _verified(encoded: str, service: Service, provider: Provider) -> Any:  # noqa: ANN401 (lxml carries no types)
    if len(encoded) > LONGEST:
        raise Refused("wrong_answer")
    try:
        response = Response(settings_of(service, provider), encoded)
        response.check_status()
    except OneLogin_Saml2_ValidationError as error:
        said_no = error.code == OneLogin_Saml2_ValidationError.STATUS_CODE_IS_NOT_SUCCESS
        raise Refused("cancelled" if said_no else "wrong_answer") from error
    except (ValueError, OneLogin_Saml2_Error, etree.XMLSyntaxError) as error:
        raise Refused("wrong_answer") from error
    document = response.document
    if isinstance(Xml.validate_xml(document, _SCHEMA), str) or not response.validate_num_assertions():
        raise Refused("wrong_answer")
    # It turns every failure of its own into False, and asks nothing of the network.
    if not signed_plainly(document) or not response.is_valid({}):
        raise Refused("wrong_token")
    return document


def _from(document: Any, assertion: Any, provider: Provider) -> None:  # noqa: ANN401
    issuers = {*_texts(document, "/samlp:Response/saml:Issuer/text()"), *_texts(assertion, "./saml:Issuer/text()")}
    if assertion.findtext("saml:Issuer", namespaces=Words.NSMAP) != provider.entity_id or len(issuers) != 1:
        raise Refused("wrong_issuer")


def _to(document: Any, assertion: Any, service: Service) -> None:  # noqa: ANN401
    audiences = Xml.query(assertion, "./saml:Conditions/saml:AudienceRestriction")
    named = [service.entity_id in _texts(one, "./saml:Audience/text()") for one in audiences]
    if not named or not all(named) or document.get("Destination", service.answers_at) != service.answers_at:
        raise Refused("wrong_token")


def _within_its_time(assertion: Any, now: datetime) -> None:  # noqa: ANN401
    conditions = Xml.query(assertion, "./saml:Conditions")
    sessions = [{"NotOnOrAfter": end} for end in _texts(assertion, "./saml:AuthnStatement/@SessionNotOnOrAfter")]
    if not conditions or not all(_is_now(one, now) for one in [*conditions, *sessions]):
        raise Refused("wrong_token")


def _request(document: Any, assertion: Any, service: Service, now: datetime) -> str:  # noqa: ANN401
    """Profiles, 4.1.4.2: for us, still valid, and naming the request it answers."""
    bearers = f"./saml:Subject/saml:SubjectConfirmation[@Method='{Words.CM_BEARER}']/saml:SubjectConfirmationData"
    for one in Xml.query(assertion, bearers):
        if one.get("Recipient") == service.answers_at and one.get("NotOnOrAfter") and _is_now(one, now):
            asked = one.get("InResponseTo", "")
            if not asked or document.get("InResponseTo", asked) != asked:
                raise Refused("wrong_state")
            return str(asked)
    raise Refused("wrong_token")


def _subject(assertion: Any, service: Service) -> str:  # noqa: ANN401
    for name in _SUBJECT_ATTRIBUTES:
        values = _texts(
            assertion, f"./saml:AttributeStatement/saml:Attribute[@Name='{name}']/saml:AttributeValue/text()"
        )
        if values:
            return _usable(values)
    names = Xml.query(assertion, f"./saml:Subject/saml:NameID[@Format='{Words.NAMEID_PERSISTENT}']")
    if any(one.get("SPNameQualifier", service.entity_id) != service.entity_id for one in names):
        raise Refused("wrong_token")
    return _usable([Xml.element_text(one) or "" for one in names])


def _usable(subjects: list[str]) -> str:
    subject = subjects[0].strip() if len(subjects) == 1 else ""
    if not 0 < len(subject) <= _SUBJECT_LENGTH:
        raise Refused("wrong_answer")
    return subject


def _is_now(bounds: Any, now: datetime) -> bool:  # noqa: ANN401
    start, end = bounds.get("NotBefore"), bounds.get("NotOnOrAfter")
    return (not start or _moment(start) <= now + _DRIFT) and (not end or now - _DRIFT < _moment(end))


def _moment(text: str) -> datetime:
    """SAML times are UTC, whether they say so or not (Core, 1.3.3)."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _texts(inside: Any, path: str) -> list[str]:  # noqa: ANN401
    return [str(one) for one in Xml.query(inside, path)]
