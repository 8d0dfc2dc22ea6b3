"""The line of steps above each page of the sign-up."""

STEPS = ("Compte", "Adresse", "Conditions", "Identifiant", "Profil", "Validation")
ACCOUNT, ADDRESS, TERMS, IDENTIFIER, PROFILE, VALIDATION = range(1, len(STEPS) + 1)


def at(step: int) -> dict[str, object]:
    return {"steps": STEPS, "step": step}
