from medimail.attachment_names.__main__ import name_of


def test_names_as_people_s_programs_write_them() -> None:
    assert name_of("attachment; filename*=utf-8''%C3%A9cho.pdf") == "écho.pdf"
    assert name_of('attachment;\r\n filename*0="scanner ";\r\n filename*1="thorax.pdf"') == "scanner thorax.pdf"
    assert name_of("attachment") == ""
