from django import forms

from medimail.web.fields import SENTENCES, Words


class RefusalForm(forms.Form):
    reason = Words(
        label="Raison du refus",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La personne lira ces mots. Dites ce qui manque et comment y remédier, sans donnée de santé.",
        error_messages={**SENTENCES, "required": "Écrivez la raison : la personne doit savoir quoi corriger."},
    )
