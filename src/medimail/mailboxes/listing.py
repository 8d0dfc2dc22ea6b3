from medimail.accounts.models import Profile
from medimail.directory.listing import Listing
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
