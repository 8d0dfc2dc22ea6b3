"""Which address people get: the platform operator's table of (region, profession) → domain."""

import re

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.lib import nomenclature
from medimail.mailboxes.actions import add_domain, rule
from medimail.mailboxes.errors import DomainKnown
from medimail.servicedesk.access import operator_desk
from medimail.servicedesk.queries import RuleLine, domains_of_structures, region_domains, rule_lines
from medimail.servicedesk.queries.structures import domain_requests
from medimail.web.fields import SENTENCES, Finess, Line
from medimail.web.long_lists import LongSelect
from medimail.web.methods import get_or_post
from medimail.web.person import person

# RFC 1035, 2.3.1 in lower case, and at least two labels.
_NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_WRONG_NAME = "Ce nom n’est pas un domaine. Exemple\u00a0: pharmacien.oc.mssante.fr"
KNOWN = "Ce domaine est déjà hébergé. S’il manque dans le tableau, choisissez la région à laquelle il appartient."


class NameForm(forms.Form):
    name = Line("Nom de domaine", 253, hint="pharmacien.oc.mssante.fr", error_messages={"required": _WRONG_NAME})

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].lower()
        if not _NAME.fullmatch(name):
            raise forms.ValidationError(_WRONG_NAME)
        return name


class DomainForm(NameForm):
    finess = Finess(
        help_text="Seulement pour le domaine propre à un établissement. Laissez vide pour un domaine de la région."
    )


class RulesForm(forms.Form):
    """One list of domains per profession of a region."""

    def __init__(self, lines: list[RuleLine], hosted: list[str], data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            # A rule may name a structure's domain, which is in no list of the region: it stays as it is.
            names = sorted({*hosted, line.domain} - {""})
            nothing = [] if line.domain else [("", "Comme les autres professions" if line.profession_code else "Aucun")]
            self.fields[_field(line)] = forms.ChoiceField(
                label=line.profession,
                choices=[*nothing, *((name, name) for name in names)],
                initial=line.domain,
                required=False,
                widget=LongSelect,
                error_messages=SENTENCES,
            )

    def changed_rules(self) -> list[tuple[str, str]]:
        """(profession, domain) of each line that now says something else."""
        said = [(line, self.cleaned_data[_field(line)]) for line in self.lines]
        return [(line.profession_code, domain) for line, domain in said if domain and domain != line.domain]


def _field(line: RuleLine) -> str:
    return f"p-{line.profession_code}"


def _region(code: str) -> nomenclature.Region:
    """The region asked for; the first of those that have a place in the national scheme otherwise."""
    served = _served()
    return next((one for one in served if one.code == code), served[0])


def _served() -> list[nomenclature.Region]:
    return sorted(nomenclature.regions(), key=lambda one: (not one.short_code, one.label))


@never_cache
@get_or_post
def domains(request: HttpRequest) -> HttpResponse:
    operator_desk(person(request))
    region = _region(request.GET.get("region", ""))
    lines, hosted = rule_lines(region.code), region_domains(region.code)
    if request.method != "POST":
        return _show(request, region, RulesForm(lines, hosted), DomainForm())
    form = RulesForm(lines, hosted, request.POST.dict())
    if not form.is_valid():
        return _show(request, region, form, DomainForm())
    changed = form.changed_rules()
    for profession, name in changed:
        rule(person(request), region.code, profession, name)
    done = "Tableau enregistré. Les adresses déjà données ne changent pas." if changed else "Rien n’a changé."
    messages.success(request, done)
    return _back(region)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    operator_desk(person(request))
    region = _region(request.GET.get("region", ""))
    form = DomainForm(request.POST)
    if form.is_valid():
        name, finess = form.cleaned_data["name"], form.cleaned_data["finess"]
        try:
            add_domain(person(request), name, region_code=region.code, finess=finess)
        except DomainKnown:
            form.add_error("name", KNOWN)
        else:
            messages.success(request, f"Le domaine {name} est hébergé.")
            return _back(region)
    return _show(request, region, RulesForm(rule_lines(region.code), region_domains(region.code)), form)


def _back(region: nomenclature.Region) -> HttpResponse:
    return redirect(f"{reverse('domains')}?region={region.code}")


def _show(request: HttpRequest, region: nomenclature.Region, rules: RulesForm, new: DomainForm) -> HttpResponse:
    context = {
        "desk": operator_desk(person(request)),
        "region": region,
        "regions": _served(),
        "rules": rules,
        "new": new,
        "structures": domains_of_structures(),
        "asked": domain_requests(),
    }
    return render(request, "desk/domains.html", context, status=422 if rules.errors or new.errors else 200)
