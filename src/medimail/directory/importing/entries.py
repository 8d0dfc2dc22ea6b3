"""What people search, rebuilt for the persons and addresses that lines touched.

An address is one entry, however many lines name it; a person without any address is one too. A box of ours keeps its
own entry (`actions/own`), whatever the national file says of it.
"""

from collections.abc import Mapping

from django.db import connection

from medimail.directory.search.words import of_department, of_profession
from medimail.lib import nomenclature

# Labels and synonyms stand in our code tables, not in the files.
_SAID = "CREATE TEMP TABLE said (sign text, code text, words text, PRIMARY KEY (sign, code)) ON COMMIT DROP"
_ABOUT = """
ANALYZE said;
ANALYZE touched;
CREATE TEMP TABLE whom ON COMMIT DROP AS
    SELECT DISTINCT identifier_type, national_id FROM touched WHERE national_id <> '';
ANALYZE whom;
CREATE TEMP TABLE box ON COMMIT DROP AS
    SELECT address, (array_agg(digest ORDER BY town = '', speciality_code = '', digest))[1] AS digest,
        string_agg(concat_ws(' ', line.words, said.words), ' ') AS words,
        string_agg(concat(
            ' #d' || nullif(department_code, ''), ' #s' || nullif(speciality_code, ''),
            CASE WHEN length(structure) = 10 AND structure LIKE '1%' THEN ' #n' || right(structure, 9) END
        ), '') AS marks
    FROM (
        SELECT address FROM touched WHERE address <> ''
        UNION SELECT address FROM whom JOIN {mailboxes} USING (identifier_type, national_id)
    ) AS of_touched
    JOIN {mailboxes} AS line USING (address)
    LEFT JOIN said ON sign = 'd' AND code = department_code
    GROUP BY address;
ANALYZE box;
-- The line that an address shows may be of another person than the one who changed.
CREATE TEMP TABLE known ON COMMIT DROP AS
    SELECT * FROM whom UNION SELECT identifier_type, national_id FROM box JOIN {mailboxes} USING (digest);
ANALYZE known;
CREATE TEMP TABLE skilled ON COMMIT DROP AS
    SELECT identifier_type, national_id, string_agg(words, ' ') AS words, string_agg(' #s' || code, '') AS marks
    FROM known JOIN {skills} USING (identifier_type, national_id) GROUP BY 1, 2;
CREATE TEMP TABLE person ON COMMIT DROP AS
    SELECT identifier_type, national_id,
        (array_agg(digest ORDER BY town = '', speciality_code = '', town, digest))[1] AS digest,
        string_agg(concat_ws(' ', line.words, said.words), ' ') AS words,
        string_agg(concat(' #d' || nullif(department_code, ''), ' #n' || nullif(finess, ''),
                          ' #s' || nullif(speciality_code, '')), '') AS marks
    FROM known JOIN {activities} AS line USING (identifier_type, national_id)
    LEFT JOIN said ON sign = 'd' AND code = department_code
    GROUP BY 1, 2;
ANALYZE skilled;
ANALYZE person
"""
_FRESH = """
CREATE TEMP TABLE fresh ON COMMIT DROP AS
WITH gathered AS (
    SELECT line.kind, line.address, line.identifier_type, line.national_id,
        coalesce(nullif(line.title, ''), main.title, '') AS title,
        CASE WHEN line.last_name <> '' THEN line.last_name
             ELSE concat_ws(' – ', nullif(line.company_name, ''), nullif(service, '')) END AS last_name,
        line.first_name, line.profession_code,
        coalesce(nullif(line.speciality_code, ''), main.speciality_code, '') AS speciality_code,
        coalesce(nullif(line.speciality_label, ''), main.speciality_label, '') AS speciality_label,
        service, paperless, line.name_key,
        CASE WHEN length(structure) = 10 AND structure LIKE '1%' THEN right(structure, 9) ELSE '' END AS finess,
        CASE WHEN line.town <> '' OR main.town IS NULL
             THEN ARRAY[line.company_name, street, line.postcode, line.town, line.department_code]
             ELSE ARRAY[main.company_name, main.address, main.postcode, main.town, main.department_code] END AS place,
        concat_ws(' ', box.words, person.words, skilled.words) AS words,
        concat(box.marks, person.marks, skilled.marks) AS marks
    FROM box JOIN {mailboxes} AS line USING (digest)
    LEFT JOIN person ON (line.identifier_type, line.national_id) = (person.identifier_type, person.national_id)
    LEFT JOIN {activities} AS main ON main.digest = person.digest
    LEFT JOIN skilled ON (line.identifier_type, line.national_id) = (skilled.identifier_type, skilled.national_id)
    UNION ALL
    SELECT '', '', person.identifier_type, person.national_id, main.title, main.last_name, main.first_name,
        main.profession_code, main.speciality_code, main.speciality_label, '', false, main.name_key, main.finess,
        ARRAY[main.company_name, main.address, main.postcode, main.town, main.department_code],
        concat_ws(' ', person.words, skilled.words), concat(person.marks, skilled.marks)
    FROM person JOIN {activities} AS main USING (digest)
    LEFT JOIN skilled ON (person.identifier_type, person.national_id) = (skilled.identifier_type, skilled.national_id)
    WHERE NOT EXISTS (SELECT FROM {mailboxes} AS line
                      WHERE (line.identifier_type, line.national_id) = (person.identifier_type, person.national_id))
      AND NOT EXISTS (SELECT FROM directory_entry AS own WHERE own.national_id = person.national_id
                      AND own.identifier_type = person.identifier_type AND own.origin = 'own' AND NOT own.closed)
), worded AS (
    SELECT kind, address, identifier_type, national_id, title, last_name, first_name, profession_code,
        speciality_code, speciality_label, service, paperless, name_key, finess, place,
        concat(once.words, ' =', replace(name_key, ' ', ' ='),
            ' #p' || nullif(profession_code, ''), ' #k' || nullif(kind, ''), CASE WHEN kind <> '' THEN ' #bs' END,
            ' #n' || nullif(national_id, '')) AS words
    FROM gathered LEFT JOIN said ON sign = 'p' AND code = profession_code
    CROSS JOIN LATERAL (
        SELECT string_agg(DISTINCT word, ' ') AS words
        FROM unnest(string_to_array(concat_ws(' ', name_key, said.words, gathered.words, marks), ' ')) AS word
        WHERE word <> ''
    ) AS once
)
SELECT *, md5(worded::text)::uuid AS digest FROM worded;
ANALYZE fresh
"""
_WORDS = """
INSERT INTO directory_word (word, seen)
SELECT word, count(*) FROM fresh, unnest(string_to_array(words, ' ')) AS word
GROUP BY word HAVING length(word) BETWEEN 4 AND 40 AND word ~ '^[a-z]+$'
ON CONFLICT (word) DO UPDATE SET seen = directory_word.seen + EXCLUDED.seen
"""


def gather(lines: Mapping[str, str]) -> int:
    """Write the table `fresh`: the entries of all that `touched` names, from these tables. Answers how many."""
    said = [("p", one.code, of_profession(one.code)) for one in nomenclature.professions()]
    said += [("d", one.code, of_department(one.code)) for one in nomenclature.departments()]
    with connection.cursor() as cursor:
        cursor.execute(_SAID)
        cursor.executemany("INSERT INTO said VALUES (%s, %s, %s)", said)
        # Of tables just made the planner guesses one row, and would read millions for each of thousands.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_ABOUT.format(**lines))
        cursor.execute(_FRESH.format(**lines))
        cursor.execute(_WORDS)
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute("SELECT count(*) FROM fresh")
        counted: int = cursor.fetchone()[0]
    return counted
