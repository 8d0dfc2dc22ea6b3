from medimail.lib import nomenclature


def test_tables_hold_what_the_forms_need() -> None:
    assert nomenclature.profession("21").label == "Pharmacien"  # type: ignore[union-attr]
    assert nomenclature.region("76").short_code == "oc"  # type: ignore[union-attr]
    assert all(one.profession_code == "10" for one in nomenclature.specialities("10"))
    assert nomenclature.specialities("10")
    assert not nomenclature.specialities("unknown")
    assert "Midi-Pyrénées" not in {region.label for region in nomenclature.regions()}


def test_a_postcode_gives_its_department() -> None:
    expected = {"31620": "31", "20000": "2A", "20167": "2A", "20200": "2B", "97300": "973", "35000": "35"}
    for postcode, code in expected.items():
        assert nomenclature.department_of_postcode(postcode).code == code  # type: ignore[union-attr]
    assert nomenclature.department_of_postcode("") is None
    assert nomenclature.department_of_postcode("abc") is None


def test_a_department_lies_in_a_region() -> None:
    expected = {"31": "Occitanie", "2A": "Corse", "2B": "Corse", "973": "Guyane", "35": "Bretagne"}
    for code, label in expected.items():
        region_code = nomenclature.department(code).region_code  # type: ignore[union-attr]
        assert nomenclature.region(region_code).label == label  # type: ignore[union-attr]
