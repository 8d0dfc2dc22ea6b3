"""People of the national directory, as an import would have left their lines."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import uuid4

from medimail.directory.models import Activity


@dataclass(frozen=True, slots=True)
class Place:
    company_name: str = ""
    finess: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    department_code: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    identifier_type: str
    national_id: str
    last_name: str
    first_name: str
    profession_code: str
    speciality_code: str = ""
    places: tuple[Place, ...] = ()

    def lines(self) -> list[Activity]:
        """Who has no place of practice has a line all the same."""
        person = {name: said for name, said in asdict(self).items() if name != "places"}
        return [Activity(digest=uuid4(), **person, **asdict(place)) for place in self.places or (Place(),)]


def load(people: Iterable[Listed]) -> None:
    Activity.objects.bulk_create(line for person in people for line in person.lines())
