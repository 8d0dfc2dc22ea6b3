"""What is left to say when Pro Santé Connect has said who somebody is."""

from django import forms
from django.http import QueryDict

from medimail.accounts.profile import ProfileData
from medimail.enrolment.by_psc import profile_of, region_of
from medimail.lib import nomenclature
from medimail.lib.psc import Practice, Professional
from medimail.web.enrolment import choices
from medimail.web.fields import SENTENCES, MailAddress
from medimail.web.long_lists import LongSelect

_WHERE = {**SENTENCES, "required": "Choisissez la région où vous exercez."}
_WHICH = {**SENTENCES, "required": "Choisissez l’exercice pour lequel vous ouvrez cette boîte."}
_READ = {"required": "Lisez les conditions d’utilisation, puis cochez cette case pour continuer."}
_NEWER = "Une nouvelle version des conditions vient d’être publiée. Lisez-la ci-dessus, puis cochez à nouveau."
_ADDRESS_HELP = (
    "Pour vous prévenir d’un nouveau message. Un lien y partira pour la confirmer\u00a0; votre boîte s’ouvre sans "
    "l’attendre."
)


class JoinForm(forms.Form):
    """Fields that the claims already answer are not asked."""

    practice = forms.ChoiceField(label="Votre exercice", widget=forms.RadioSelect, error_messages=_WHICH)
    region_code = forms.ChoiceField(
        label="Région", choices=choices.regions, required=False, widget=LongSelect, error_messages=_WHERE
    )
    email = MailAddress(help_text=_ADDRESS_HELP)
    version = forms.CharField(widget=forms.HiddenInput)
    accepted = forms.BooleanField(
        label="J’ai lu et j’accepte les conditions générales d’utilisation.", error_messages=_READ
    )

    def __init__(self, data: QueryDict | None, *, professional: Professional, address: str, terms: str) -> None:
        super().__init__(data, initial={"version": terms})
        self.professional = professional
        self.terms = terms
        practices = [(str(number), label(one)) for number, one in enumerate(professional.practices)]
        if len(practices) > 1:
            self.fields["practice"].choices = practices  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["practice"]
        known = [bool(region_of(one)) for one in professional.practices]
        self.fields["region_code"].required = not any(known)
        if all(known):
            del self.fields["region_code"]
        if address:
            del self.fields["email"]

    def clean_accepted(self) -> bool:
        """A newer text may have been published while the page was open: nobody accepts what they did not see."""
        if self.cleaned_data.get("version") != self.terms:
            raise forms.ValidationError(_NEWER, code="newer")
        return bool(self.cleaned_data["accepted"])

    def clean(self) -> dict[str, object]:
        asked = "region_code" in self.fields and not self.errors
        if asked and not self.cleaned_data["region_code"] and not region_of(self.chosen()):
            self.add_error("region_code", _WHERE["required"])
        return self.cleaned_data

    def chosen(self) -> Practice:
        return self.professional.practices[int(self.cleaned_data.get("practice") or 0)]

    def data_of_profile(self, known: ProfileData | None) -> ProfileData:
        practice = self.chosen()
        region = region_of(practice) or str(self.cleaned_data["region_code"])
        return profile_of(self.professional, practice, region, known)


def label(practice: Practice) -> str:
    profession = nomenclature.profession_label(practice.profession_code)
    speciality = nomenclature.speciality_label(practice.profession_code, practice.speciality_code)
    place = f"{practice.town} ({practice.department_code})" if practice.town and practice.department_code else ""
    return ", ".join(filter(None, (profession, speciality, practice.company_name, place or practice.town)))
