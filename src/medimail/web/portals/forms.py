"""What an operator says of a portal."""

from django import forms
from django.http import QueryDict

from medimail.accounts.models import Portal
from medimail.accounts.portal_facts import OidcFacts, SamlFacts
from medimail.lib import nomenclature
from medimail.lib.oidc import ALGORITHMS
from medimail.lib.saml.metadata import LONGEST
from medimail.web.fields import SENTENCES, Line, Paragraph
from medimail.web.portals.sentences import FIELD_OF, WHY

_REGIONS = [("", "Choisissez une région"), *((one.code, one.label) for one in nomenclature.regions())]


class _PortalForm(forms.Form):
    slug = Line(
        "Nom court",
        40,
        hint="portail-occitanie",
        help_text="Il fait partie des adresses données au portail et ne change plus ensuite.",
        error_messages={"required": WHY["slug"]},
    )
    name = Line("Nom", 100, hint="Portail Occitanie", help_text="Celui que lisent les personnes qui se connectent.")
    region = forms.ChoiceField(
        label="Région", choices=_REGIONS, error_messages={**SENTENCES, "required": "Choisissez la région du portail."}
    )
    strong = forms.BooleanField(
        label="Le portail vérifie déjà deux facteurs",
        required=False,
        help_text="Seulement si la région s’y engage par écrit\u00a0: Medimail n’en demandera pas d’autre.",
    )

    def __init__(self, data: QueryDict | None = None, *, portal: Portal | None = None) -> None:
        super().__init__(data, initial=_said(portal))
        if portal:
            del self.fields["slug"]

    def refuse(self, word: str) -> None:
        field = FIELD_OF.get(word, "metadata")
        self.add_error(field if field in self.fields else None, WHY[word])


class OidcForm(_PortalForm):
    discovery_url = Line(
        "Adresse de découverte", 1024, hint="https://portail.exemple.fr/.well-known/openid-configuration"
    )
    issuer = Line(
        "Émetteur",
        1024,
        required=False,
        help_text="Laissez vide quand c’est le début de l’adresse de découverte, avant /.well-known/.",
    )
    client_id = Line("Identifiant donné à Medimail", 200)
    client_secret = Line("Secret donné à Medimail", 500, required=False, widget=forms.PasswordInput)
    signing_algorithm = forms.ChoiceField(
        label="Algorithme de signature", choices=[(one, one) for one in ALGORITHMS], error_messages=SENTENCES
    )

    def __init__(self, data: QueryDict | None = None, *, portal: Portal | None = None) -> None:
        super().__init__(data, portal=portal)
        self.fields["client_secret"].widget.attrs["autocomplete"] = "off"
        if portal and portal.client_secret:
            self.fields["client_secret"].help_text = "Laissez vide pour garder celui qui est enregistré."

    def facts(self) -> OidcFacts:
        names = ("discovery_url", "client_id", "client_secret", "signing_algorithm", "issuer")
        return OidcFacts(**{name: self.cleaned_data[name] for name in names})


class SamlForm(_PortalForm):
    metadata = Paragraph(
        "Métadonnées du portail",
        LONGEST,
        rows=10,
        needed="Collez les métadonnées que le portail vous a données.",
        help_text="Le fichier XML que le portail donne à ses partenaires, en entier.",
    )

    def facts(self) -> SamlFacts:
        return SamlFacts(self.cleaned_data["metadata"])


FORMS: dict[str, type[OidcForm] | type[SamlForm]] = {Portal.Protocol.OIDC: OidcForm, Portal.Protocol.SAML: SamlForm}


def _said(portal: Portal | None) -> dict[str, object]:
    if portal is None:
        return {}
    names = ("name", "strong", "discovery_url", "issuer", "client_id", "signing_algorithm", "metadata")
    return {"region": portal.region_code, **{name: getattr(portal, name) for name in names}}
