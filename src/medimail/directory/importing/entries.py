"""What people search, rebuilt for the persons and addresses that lines touched.

An address is one entry, however many lines name it; a person without any address is one too. A box of ours keeps its
own entry (`actions/own`), whatever the national file says of it.
"""

from django.db import connection

from medimail.directory.search.words import of_department, of_profession
from medimail.lib import nomenclature

# Labels and synonyms stand in our code tables, not in the files.
_SAID = "CREATE TEMP TABLE said (sign text, code text, words text, PRIMARY KEY (sign, code)) ON COMMIT DROP"
_ABOUT = """
ANALYZE touched;
CREATE TEMP TABLE whom ON COMMIT DROP AS
    SELECT DISTINCT identifier_type, national_id FROM touched WHERE national_id <> '';
ANALYZE whom;
CREATE TEMP TABLE box ON COMMIT DROP AS
    SELECT address, (array_agg(digest ORDER BY town = '', speciality_code = '', digest))[1] AS digest,
        string_agg(concat_ws(' ', company_name, service, town, postcode, said.words, speciality_label), ' '
            ORDER BY digest) AS places,
        string_agg(CASE WHEN department_code <> '' THEN ' #d' || department_code ELSE '' END
            || CASE WHEN structure ~ '^1.{9}$' THEN ' #n' || right(structure, 9) ELSE '' END
            || CASE WHEN speciality_code <> '' THEN ' #s' || speciality_code ELSE '' END, '' ORDER BY digest) AS marks
    FROM (
        SELECT address FROM touched WHERE address <> ''
        UNION SELECT address FROM whom JOIN directory_listedbox USING (identifier_type, national_id)
    ) AS of_touched
    JOIN directory_listedbox USING (address)
    LEFT JOIN said ON sign = 'd' AND code = department_code
    GROUP BY address;
ANALYZE box;
CREATE TEMP TABLE named ON COMMIT DROP AS
    SELECT * FROM whom
    UNION SELECT identifier_type, national_id FROM box JOIN directory_listedbox USING (digest) WHERE national_id <> '';
ANALYZE named;
CREATE TEMP TABLE skilled ON COMMIT DROP AS
    SELECT identifier_type, national_id, string_agg(label, ' ' ORDER BY digest) AS labels,
        string_agg(' #s' || code, '' ORDER BY digest) AS marks
    FROM named JOIN directory_skill USING (identifier_type, national_id) GROUP BY 1, 2;
CREATE TEMP TABLE person ON COMMIT DROP AS
WITH gathered AS (
    SELECT identifier_type, national_id, max(title) AS title,
        max(ARRAY[speciality_code, speciality_label]) AS speciality,
        (array_agg(digest ORDER BY town = '', town, digest))[1] AS digest,
        string_agg(concat_ws(' ', company_name, town, postcode, said.words, speciality_label), ' ' ORDER BY digest)
            AS places,
        string_agg(CASE WHEN department_code <> '' THEN ' #d' || department_code ELSE '' END
            || CASE WHEN finess <> '' THEN ' #n' || finess ELSE '' END
            || CASE WHEN speciality_code <> '' THEN ' #s' || speciality_code ELSE '' END, '' ORDER BY digest) AS marks
    FROM named JOIN directory_activity USING (identifier_type, national_id)
    LEFT JOIN said ON sign = 'd' AND code = department_code
    GROUP BY 1, 2
)
    SELECT gathered.*, main.last_name, main.first_name, main.profession_code, main.finess,
        ARRAY[main.company_name, main.address, main.postcode, main.town, main.department_code] AS place
    FROM gathered JOIN directory_activity AS main USING (digest);
ANALYZE skilled;
ANALYZE person
"""
_FRESH = """
CREATE TEMP TABLE fresh ON COMMIT DROP AS
WITH known AS (
    SELECT line.kind, box.address, line.identifier_type, line.national_id,
        coalesce(nullif(line.title, ''), person.title, '') AS title,
        CASE WHEN line.last_name <> '' THEN line.last_name
             ELSE concat_ws(' – ', nullif(line.company_name, ''), nullif(service, '')) END AS last_name,
        line.first_name, line.profession_code,
        coalesce(nullif(line.speciality_code, ''), person.speciality[1], '') AS speciality_code,
        coalesce(nullif(line.speciality_label, ''), person.speciality[2], '') AS speciality_label,
        service, paperless, CASE WHEN structure ~ '^1.{9}$' THEN right(structure, 9) ELSE '' END AS finess,
        CASE WHEN line.town <> '' OR person.place IS NULL
             THEN ARRAY[line.company_name, street, line.postcode, line.town, line.department_code]
             ELSE person.place END AS place,
        concat_ws(' ', box.places, person.places, labels, split_part(box.address, '@', 1),
                  split_part(split_part(box.address, '@', 2), '.', 1)) AS said_of,
        concat(box.marks, person.marks, skilled.marks) AS marks
    FROM box JOIN directory_listedbox AS line USING (digest)
    LEFT JOIN person ON (line.identifier_type, line.national_id) = (person.identifier_type, person.national_id)
    LEFT JOIN skilled ON (line.identifier_type, line.national_id) = (skilled.identifier_type, skilled.national_id)
    UNION ALL
    SELECT '', '', identifier_type, national_id, title, last_name, first_name, profession_code, speciality[1],
        speciality[2], '', false, finess, place, concat_ws(' ', places, labels),
        concat(person.marks, skilled.marks)
    FROM person LEFT JOIN skilled USING (identifier_type, national_id)
    WHERE NOT EXISTS (SELECT FROM directory_listedbox AS line
                      WHERE (line.identifier_type, line.national_id) = (person.identifier_type, person.national_id))
      AND NOT EXISTS (SELECT FROM directory_entry AS own WHERE own.national_id = person.national_id
                      AND own.identifier_type = person.identifier_type AND own.origin = 'own')
), sorted AS (
    SELECT *, btrim(regexp_replace(directory_plain(last_name || ' ' || first_name), ' +', ' ', 'g')) AS name_key
    FROM known
), worded AS (
    SELECT sorted.*, concat(
        btrim(regexp_replace(directory_plain(concat_ws(' ', name_key, said.words, said_of)), ' +', ' ', 'g')),
        ' =', replace(name_key, ' ', ' ='), marks,
        CASE WHEN profession_code <> '' THEN ' #p' || profession_code END,
        CASE WHEN kind <> '' THEN ' #k' || kind || ' #bs' END,
        CASE WHEN national_id <> '' THEN ' #n' || national_id END) AS words
    FROM sorted LEFT JOIN said ON sign = 'p' AND code = profession_code
)
SELECT *, md5(worded::text)::uuid AS digest FROM worded ORDER BY name_key;
ANALYZE fresh
"""
_WORDS = """
INSERT INTO directory_word (word, seen)
SELECT word, count(*) FROM fresh, unnest(string_to_array(words, ' ')) AS word
WHERE length(word) BETWEEN 4 AND 40 AND word ~ '^[a-z]+$' GROUP BY word
ON CONFLICT (word) DO UPDATE SET seen = directory_word.seen + EXCLUDED.seen
"""


def gather() -> int:
    """Write the table `fresh`: the entries of all that `touched` names. Answers how many."""
    said = [("p", one.code, of_profession(one.code)) for one in nomenclature.professions()]
    said += [("d", one.code, of_department(one.code)) for one in nomenclature.departments()]
    with connection.cursor() as cursor:
        cursor.execute(_SAID)
        cursor.executemany("INSERT INTO said VALUES (%s, %s, %s)", said)
        cursor.execute("ANALYZE said")
        cursor.execute(_ABOUT)
        cursor.execute(_FRESH)
        cursor.execute(_WORDS)
        cursor.execute("SELECT count(*) FROM fresh")
        counted: int = cursor.fetchone()[0]
    return counted
