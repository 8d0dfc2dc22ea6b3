from medimail.accounts.models import Profile
from medimail.directory.listing import Listing
from medimail.lib import nomenclature
from medimail.mailboxes.models import Mailbox


def listing_of(box: Mailbox, profile: Profile, *, preferred: bool) -> Listing:
    """What directories may say of a personal box. `profile` comes with its user."""
    return Listing(
        address=box.address,
        kind=box.kind,
        open=box.state == Mailbox.State.ACTIVE,
        red_list=box.red_list,
        in_medimail_directory=profile.in_medimail_directory,
        holder_id=profile.pk,
        last_name=profile.user.last_name,
        first_name=profile.user.first_name,
        paperless=box.paperless,
        preferred=preferred,
        **{name: getattr(profile, name) for name in _AS_TYPED},
        street=profile.address,
    )


_AS_TYPED = (
    *("region_code", "identifier_type", "national_id", "profession_code", "speciality_code"),
    *("company_name", "service", "finess", "postcode", "town", "department_code"),
)


def listing_of_shared(box: Mailbox) -> Listing:
    """What directories may say of a box of a structure. Whom to ask is not in open access (national rule)."""
    structure = box.structure
    assert structure is not None  # noqa: S101 (a shared box has one)
    department = nomenclature.department_of_postcode(structure.postcode)
    return Listing(
        address=box.address,
        kind=box.kind,
        open=box.state == Mailbox.State.ACTIVE,
        red_list=box.red_list,
        in_medimail_directory=True,
        holder_id=None,
        region_code=structure.region_code,
        last_name=box.display_name,
        company_name=structure.name,
        service=box.service,
        finess=structure.finess,
        siret=structure.siret,
        postcode=structure.postcode,
        town=structure.town,
        department_code=department.code if department else "",
        paperless=box.paperless,
    )
