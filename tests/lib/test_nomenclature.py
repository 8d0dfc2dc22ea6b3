from medimail.lib import nomenclature


def test_tables_hold_what_the_forms_need() -> None:
    assert nomenclature.profession("21").label == "Pharmacien"  # type: ignore[union-attr]
    assert nomenclature.region("76").short_code == "oc"  # type: ignore[union-attr]
    assert all(one.profession_code == "10" for one in nomenclature.specialities("10"))
    assert nomenclature.specialities("10")
    assert not nomenclature.specialities("unknown")
    assert "Midi-Pyrénées" not in {region.label for region in nomenclature.regions()}


def test_a_postcode_gives_its_department_and_region() -> None:
    expected = {"31620": "Occitanie", "20000": "Corse", "20200": "Corse", "97300": "Guyane", "35000": "Bretagne"}
    for postcode, label in expected.items():
        assert nomenclature.region_of_postcode(postcode).label == label  # type: ignore[union-attr]
    assert nomenclature.department_of_postcode("20000").code == "2A"  # type: ignore[union-attr]
    assert nomenclature.department_of_postcode("20200").code == "2B"  # type: ignore[union-attr]
    assert nomenclature.region_of_postcode("") is None
    assert nomenclature.region_of_postcode("abc") is None
