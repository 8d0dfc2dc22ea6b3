"""Why a portal is not kept, and what to do next: the words of `WrongPortal`."""

WHY = {
    "slug": "Tapez seulement des petites lettres sans accent, des chiffres et des tirets. "
    "Exemple\u00a0: portail-occitanie",
    "known": "Un autre portail porte déjà ce nom court. Choisissez-en un autre.",
    "name": "Donnez un nom d’au plus 100 caractères.",
    "region": "Choisissez la région dans la liste.",
    "address": "Cette adresse n’est pas sûre. Demandez au portail celle qui commence par https://",
    "discovery": "Cette adresse n’est pas celle d’une découverte. Demandez au portail celle qui contient /.well-known/",
    "client": "Demandez au portail l’identifiant qu’il a donné à Medimail.",
    "algorithm": "Choisissez l’algorithme dans la liste.",
    "not_xml": "Ce texte n’est pas du XML. Copiez le fichier en entier, du premier < au dernier >.",
    "no_provider": "Ces métadonnées ne décrivent pas un portail qui connecte des personnes. "
    "Demandez celles du fournisseur d’identité.",
    "several": "Ces métadonnées décrivent plusieurs portails. Demandez celles d’un seul.",
    "no_address": "Ces métadonnées n’ont pas d’adresse de connexion sûre (HTTP-Redirect, https). "
    "Demandez-la au portail.",
    "no_certificate": "Ces métadonnées n’ont pas de certificat lisible pour vérifier les signatures. "
    "Demandez-les à nouveau au portail.",
    "expired": "Le certificat de ces métadonnées a expiré. Demandez au portail ses métadonnées à jour.",
    "must_sign": "Ce portail veut des demandes signées, ce que Medimail ne fait pas. "
    "Demandez-lui de les accepter sans signature.",
}
# Beside which field each is said; the others are about metadata.
FIELD_OF = {
    **{word: word for word in ("slug", "name", "region")},
    "known": "slug",
    "address": "discovery_url",
    "discovery": "discovery_url",
    "client": "client_id",
    "algorithm": "signing_algorithm",
}
