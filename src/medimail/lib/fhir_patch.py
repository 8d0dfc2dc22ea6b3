"""What an operator says of a mailbox to the national directory: FHIRPath Patch (FHIR R4), a box being a `telecom`.

Addresses by business identifier, since technical ids of the directory change from one version of it to the next.
"""

from typing import Any
from urllib.parse import quote

from medimail.lib.national_box import NationalBox

_ANS = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition"
_NOS = "https://mos.esante.gouv.fr/NOS"
_EMAIL_TYPE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type"
_METADATA = f"{_ANS}/as-ext-mailbox-mss-metadata"
_PERSON_SYSTEM = "urn:oid:1.2.250.1.71.4.2.1"
_FINESS_SYSTEM = "https://finess.esante.gouv.fr"
_SIRET_SYSTEM = "urn:oid:1.2.250.1.24.3.2"
Json = dict[str, Any]


def resource(box: NationalBox) -> str:
    """Without the number of a situation of practice, a BAL PER hangs on the person and not on a PractitionerRole."""
    return "Practitioner" if box.kind == "PER" else "Organization"


def query(box: NationalBox) -> str:
    """Which resource the operations are about, whatever its id."""
    of_structure = f"{_FINESS_SYSTEM}|{box.finess}" if box.finess else f"{_SIRET_SYSTEM}|{box.siret}"
    identifier = f"{_PERSON_SYSTEM}|{box.person}" if box.kind == "PER" else of_structure
    return f"{resource(box)}?identifier={quote(identifier, safe='')}"


def insertion(box: NationalBox) -> Json:
    """Deletes before it inserts, in one request that is done whole or not at all: told twice, the box is there once.

    To delete what is not there is no error (FHIR R4, FHIRPath Patch: « if found »).
    """
    return _parameters(_deletion(box), _operation("insert", f"{resource(box)}.telecom", _telecom(box), index=0))


def replacement(box: NationalBox) -> Json:
    """The whole `telecom`: one of its facts alone cannot be replaced where it was not told before."""
    return _parameters(_operation("replace", _path(box), _telecom(box)))


def deletion(box: NationalBox) -> Json:
    return _parameters(_deletion(box))


def _parameters(*operations: Json) -> Json:
    return {"resourceType": "Parameters", "parameter": list(operations)}


def _operation(kind: str, path: str, telecom: Json | None = None, index: int | None = None) -> Json:
    parts: list[Json] = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    if index is not None:
        parts.append({"name": "index", "valueInteger": index})
    if telecom is not None:
        parts.append({"name": "value", "valueContactPoint": telecom})
    return {"name": "operation", "part": parts}


def _deletion(box: NationalBox) -> Json:
    return _operation("delete", _path(box))


def _path(box: NationalBox) -> str:
    address = box.address.replace("\\", "\\\\").replace("'", "\\'")
    return f"{resource(box)}.telecom.where(value = '{address}')"


def _telecom(box: NationalBox) -> Json:
    # The guide's examples of writing have `type` as a code, its definition as a concept: the definition wins.
    kind = {"coding": [{"system": f"{_NOS}/TRE_R257-TypeBAL/FHIR/TRE-R257-TypeBAL", "code": box.kind}]}
    said: list[Json] = [{"url": "type", "valueCodeableConcept": kind}]
    if box.kind == "ORG" and box.service:
        said.append({"url": "service", "valueString": box.service})
    said.append({"url": "digitization", "valueBoolean": box.paperless})
    said.append({"url": "listeRouge", "valueBoolean": box.red_list})
    mssante = {"system": f"{_NOS}/TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie", "code": "MSSANTE"}
    return {
        "extension": [{"url": _EMAIL_TYPE, "valueCoding": mssante}, {"extension": said, "url": _METADATA}],
        "system": "email",
        "value": box.address,
        **({"rank": 1} if box.preferred else {}),
    }
