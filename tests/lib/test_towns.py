"""Towns as the national files and people write them."""

import pytest

from medimail.lib.towns import town_alone, town_name


@pytest.mark.parametrize(
    ("said", "written", "alone"),
    [
        ("Montpellier", "Montpellier", "Montpellier"),
        ("MONTPELLIER", "Montpellier", "Montpellier"),
        ("TOULOUSE CEDEX 9", "Toulouse Cedex 9", "Toulouse"),
        ("Albi CEDEX", "Albi Cedex", "Albi"),
        ("LA CIOTAT CEDEX", "La Ciotat Cedex", "La Ciotat"),
        ("SAINT-MALO", "Saint-Malo", "Saint-Malo"),
        ("FORT DE FRANCE", "Fort-de-France", "Fort-de-France"),
        ("LE PETIT QUEVILLY", "Le Petit-Quevilly", "Le Petit-Quevilly"),
        ("CASTELNAU D ESTRETEFONDS", "Castelnau-d’Estretefonds", "Castelnau-d’Estretefonds"),
        ("L'ISLE-ADAM", "L’Isle-Adam", "L’Isle-Adam"),
        ("Castelnau-d'Estrétefonds", "Castelnau-d’Estrétefonds", "Castelnau-d’Estrétefonds"),
        ("ÉVRY", "Évry", "Évry"),
        ("PARIS 15", "Paris 15", "Paris 15"),
        ("Paris 15e Arrondissement", "Paris 15e", "Paris 15e"),
        ("PARIS 1ER ARRONDISSEMENT", "Paris 1er", "Paris 1er"),
        *(("", "", ""), ("-", "-", "-"), ("CEDEX", "Cedex", "Cedex"), ("L", "L’", "L’")),
    ],
)
def test_a_town_is_written_one_way(said: str, written: str, alone: str) -> None:
    assert (town_name(said), town_alone(said)) == (written, alone)
