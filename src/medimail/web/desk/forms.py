from typing import Any

from django import forms

from medimail.lib.addresses import shared_part
from medimail.web.fields import SENTENCES, Line, Paragraph

_NO_HEALTH_DATA = "La personne lira ces mots, par mail aussi. N’y mettez aucune donnée de santé."
# Ready words to start from: each is a whole sentence that says what to do next.
REFUSALS = [
    "Le numéro indiqué est celui d’une autre personne. Vérifiez-le, puis envoyez votre demande à nouveau.",
    "Le nom ou le prénom ne correspond pas au numéro indiqué. Corrigez-le tel qu’il figure à votre ordre.",
    "La profession indiquée n’ouvre pas droit à une boîte Medimail. Contactez le centre de services en cas de doute.",
    "Vous avez déjà un compte Medimail. Connectez-vous avec celui-ci, ou demandez un nouveau mot de passe.",
]
QUESTIONS = [
    "Votre numéro n’est pas encore dans l’Annuaire Santé. Dites-nous depuis quand et où vous êtes inscrit à l’ordre.",
    "Le lieu d’exercice diffère de celui de l’Annuaire Santé. Où exercez-vous aujourd’hui, et depuis quand ?",
    "Le nom de l’Annuaire Santé diffère du vôtre. Est-ce un nom de naissance ou un nom d’usage ?",
    "Indiquez un numéro de téléphone professionnel où vous joindre pour vérifier votre identité.",
]

BOX_REFUSALS = [
    "Cette structure a déjà une boîte pour ce service. Demandez à l’un de ses gestionnaires de vous y ajouter.",
    "Nous ne vous connaissons aucun lien avec cette structure. Faites faire la demande par un de ses professionnels.",
    "Le numéro indiqué est celui d’une autre structure. Vérifiez-le, puis demandez à nouveau.",
]
BOX_QUESTIONS = [
    "Quelle est votre fonction dans cette structure, et qui en est responsable\u00a0?",
    "Ce nom est trop général pour la région. Quel autre nom conviendrait, avec le service ou la ville\u00a0?",
    "Qui, à part vous, gérera la boîte quand vous serez absent\u00a0?",
]


def _words(label: str, needed: str, help_text: str = _NO_HEALTH_DATA) -> Paragraph:
    return Paragraph(label, 2000, rows=4, needed=needed, help_text=help_text)


class _Beside(forms.Form):
    """Several forms stand on the page of a request: each has ids of its own."""

    ids = "id_%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


class _Started(_Beside):
    """A text that may start from ready words: scripts put them into it; without scripts, the server does."""

    text: str
    ready_words: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choisissez, puis complétez"), *((words, words) for words in self.ready_words)]
        self.fields["ready"] = forms.ChoiceField(
            label="Partir d’une phrase toute prête", required=False, choices=choices, error_messages=SENTENCES
        )
        self.fields["ready"].widget.attrs["data-starts"] = self[self.text].auto_id
        if self.data.get(self.add_prefix("ready")):
            self.fields[self.text].required = False

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        parts = [data.get("ready", ""), data.get(self.text, "")]
        return {**data, self.text: "\n".join(part for part in parts if part)}


class RefusalForm(_Started):
    text, ready_words = "reason", REFUSALS
    reason = _words("Raison du refus", "Écrivez la raison : la personne doit savoir quoi corriger.")


class QuestionForm(_Started):
    ids, text, ready_words = "demander_%s", "question", QUESTIONS
    question = _words("Votre question", "Écrivez la question : la personne doit savoir quoi répondre.")


class WordForm(forms.Form):
    text = _words(
        "Votre message",
        "Écrivez votre message avant de l’envoyer.",
        "La personne est prévenue par mail et le lit ici après s’être connectée.",
    )


class SuspensionForm(forms.Form):
    reason = _words("Raison de la suspension", "Écrivez la raison : la personne doit savoir comment y remédier.")


class ClosureForm(_Beside):
    ids = "fermer_%s"
    reason = _words("Raison de la fermeture", "Écrivez la raison : la personne doit la connaître.")
    sure = forms.BooleanField(
        label="Fermer pour toujours : ni le compte ni ses adresses ne reviendront",
        error_messages={"required": "Cochez cette case pour confirmer la fermeture, ou laissez le compte ouvert."},
    )


class BoxNameForm(_Beside):
    ids = "accepter_%s"
    local_part = Line("Nom donné", 64, help_text="Ce qui précède @. L’adresse ne changera plus jamais.")

    def clean_local_part(self) -> str:
        part = shared_part(self.cleaned_data["local_part"].partition("@")[0])
        if not part:
            raise forms.ValidationError("Ce nom ne peut pas faire une adresse. Tapez des lettres, chiffres ou tirets.")
        return part


class BoxRefusalForm(_Started):
    text, ready_words = "reason", BOX_REFUSALS
    reason = _words("Raison du refus", "Écrivez la raison\u00a0: la personne doit savoir quoi corriger.")


class BoxQuestionForm(_Started):
    ids, text, ready_words = "demander_%s", "question", BOX_QUESTIONS
    question = _words("Votre question", "Écrivez la question\u00a0: la personne doit savoir quoi répondre.")


class ChangeRefusalForm(forms.Form):
    reason = _words("Raison du refus", "Écrivez la raison : la personne doit savoir quoi corriger.")
