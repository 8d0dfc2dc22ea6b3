BOOK_FULL = "Ce carnet compte déjà {most}\u00a0favoris, le plus possible. Retirez-en un, puis réessayez."
GROUPS_FULL = "Ce carnet compte déjà {most}\u00a0groupes, le plus possible. Supprimez-en un, puis réessayez."
GROUP_FULL = (
    "Un groupe compte {most}\u00a0adresses au plus\u00a0: rien n’a été ajouté. Retirez-en, ou ouvrez un second groupe."
)
NAME_TAKEN = "Un autre groupe de ce carnet porte déjà ce nom. Choisissez-en un autre."
TOO_FAST = "Vous ajoutez très vite. Attendez une minute, puis réessayez."


def added(new: int) -> str:
    if not new:
        return "Déjà dans le groupe\u00a0: rien n’a changé."
    return f"{new}\u00a0adresses ajoutées au groupe." if new > 1 else "1\u00a0adresse ajoutée au groupe."
