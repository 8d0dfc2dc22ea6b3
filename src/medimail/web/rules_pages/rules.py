from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from medimail.labels.queries import labels_of
from medimail.lib.sieve_script import Filing
from medimail.mail.searching import searched_folders
from medimail.mailboxes.models import Mailbox
from medimail.rules.access import rule_for
from medimail.rules.actions import MOST, raise_rule, remove_rule, switch_rule, write_rule
from medimail.rules.errors import RulesUnavailable, TooManyRules
from medimail.rules.queries import KnownRule, known, rules_of
from medimail.web.mail.folders import LABELS
from medimail.web.mail.opening import MailRequest, frame, of_written
from medimail.web.methods import get_or_post
from medimail.web.rules_pages.absence import DOWN
from medimail.web.rules_pages.applying import state
from medimail.web.rules_pages.forms import RuleForm

_NO_TARGET = {"reception", "brouillons", "envoyes", "accuses"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    rule: KnownRule
    tests: list[str]
    acts: list[str]
    lost: bool
    """Its folder is no longer there."""
    unlabelled: bool
    """Its label is no longer there."""


@of_written
@get_or_post
def rules(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    return _page(request, mailbox, None)


@of_written
@get_or_post
def rule(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    return _page(request, mailbox, known(rule_for(request.user, mailbox, pk)))


@of_written
@require_POST
def act(request: MailRequest, mailbox: Mailbox, pk: int, what: str) -> HttpResponse:
    try:
        if what == "supprimer":
            remove_rule(mailbox, request.user, pk)
            messages.success(request, "Règle supprimée. Les messages déjà rangés restent où ils sont.")
        elif what == "monter":
            raise_rule(mailbox, request.user, pk)
        elif what in {"activer", "suspendre"}:
            switch_rule(mailbox, request.user, pk, on=what == "activer")
        else:
            raise Http404
    except RulesUnavailable:
        messages.error(request, DOWN)
    return redirect("rules", mailbox.pk)


def _page(request: MailRequest, mailbox: Mailbox, changed: KnownRule | None) -> HttpResponse:
    folders = _folders(request, mailbox)
    data = request.POST if request.method == "POST" else None
    labels = {label.keyword: label.name for label in labels_of(mailbox).values()}
    form = RuleForm(data, folders, list(labels.items()), asdict(changed.filing) if changed else {})
    status = 200
    if data is not None:
        status = _written(request, mailbox, form, changed.pk if changed else None)
        if status == 200:
            messages.success(request, "Règle enregistrée : elle vaut pour les prochains messages.")
            return redirect("rules", mailbox.pk)
    lines = [_line(each, dict(folders), labels) for each in rules_of(mailbox)]
    context = {"title": "Règles de rangement", "form": form, "lines": lines, "changed": changed, "most": MOST}
    context |= state(mailbox, lines)
    return render(request, "rules/rules.html", frame(request, mailbox, "") | context, status=status)


def _written(request: MailRequest, mailbox: Mailbox, form: RuleForm, pk: int | None) -> int:
    if not form.is_valid():
        return 422
    try:
        write_rule(mailbox, request.user, form.filing, pk)
    except RulesUnavailable:
        form.add_error(None, DOWN)
        return 503
    except TooManyRules:
        form.add_error(None, f"Une boîte a {MOST} règles au plus : supprimez-en une d’abord.")
        return 422
    return 200


def _folders(request: MailRequest, mailbox: Mailbox) -> list[tuple[str, str]]:
    shelves = searched_folders(mailbox, request.user, fresh=True)
    return [(each.name, LABELS.get(each.slug, each.name)) for each in shelves if each.slug not in _NO_TARGET]


def _line(rule: KnownRule, folders: dict[str, str], labels: dict[str, str]) -> RuleLine:
    filing = rule.filing
    folder = folders.get(filing.folder, filing.folder)
    label = labels.get(filing.label, "")
    said = [(filing.folder, f"ranger dans « {folder} »"), (filing.seen, "marquer comme lu")]
    said += [(filing.flagged, "marquer comme suivi"), (label, f"étiqueter « {label} »")]
    acts = [words for wanted, words in said if wanted]
    lost, unlabelled = filing.folder not in folders, filing.label not in labels
    return RuleLine(rule, _tests(filing), acts, bool(filing.folder) and lost, bool(filing.label) and unlabelled)


def _tests(filing: Filing) -> list[str]:
    named = (("expéditeur", filing.sender), ("destinataire", filing.recipient), ("objet", filing.subject))
    found = [f"{what} : « {words} »" for what, words in named if words]
    found += ["avec pièce jointe"] if filing.with_attachment else []
    return found + (["d’un patient"] if filing.from_patients else [])
