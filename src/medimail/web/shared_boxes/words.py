"""States of a request, as the person who asked reads them."""

from medimail.shared_boxes.models import BoxRequest

State = BoxRequest.State
TAGS = {
    State.WAITING: ("En attente", "info"),
    State.ASKED: ("Réponse attendue", "warn"),
    State.ACCEPTED: ("Boîte ouverte", "accent"),
    State.REFUSED: ("Non acceptée", "danger"),
    State.WITHDRAWN: ("Retirée", ""),
}
TITLES = {
    State.WAITING: "Votre demande attend une décision",
    State.ASKED: "Une précision vous est demandée",
    State.ACCEPTED: "La boîte partagée est ouverte",
    State.REFUSED: "Votre demande n’est pas acceptée",
    State.WITHDRAWN: "Vous avez retiré cette demande",
}
