from dataclasses import dataclass, fields
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from medimail.accounts.identity import PSC
from medimail.accounts.models import NationalNumber, Portal, Preferences, Session, TermsAcceptance, TermsVersion, User
from medimail.accounts.profile import ProfileData

_SESSIONS = 50  # shown; all of them can be ended


def current_terms() -> TermsVersion:
    """The latest published version; `TermsVersion.DoesNotExist` when the operator published none."""
    return TermsVersion.objects.defer("pdf").latest("published_at")


def terms_version(version: str) -> TermsVersion:
    return TermsVersion.objects.get(version=version)


def has_terms() -> bool:
    """Whether a version stands that can be shown and downloaded."""
    return TermsVersion.objects.exclude(pdf=b"").exists()


def has_accepted_terms(user: User) -> bool:
    """Some version, at some time."""
    return TermsAcceptance.objects.filter(user=user).exists()


def owes_terms(user: User) -> bool:
    """Whether the version in force is one this person has not accepted."""
    accepted = Exists(TermsAcceptance.objects.filter(user=user, terms=OuterRef("pk")))
    return TermsVersion.objects.order_by("-published_at").values_list(accepted, flat=True).first() is False


def profile_data(user: User) -> ProfileData:
    """The profile as it stands on these objects: nothing is read again."""
    on_profile = (one.name for one in fields(ProfileData) if one.name not in {"first_name", "last_name"})
    values = {name: getattr(user.profile, name) for name in on_profile}
    return ProfileData(first_name=user.first_name, last_name=user.last_name, **values)


def preferences_of(user: User) -> Preferences:
    """Of the person signed in they cost no query: they came with the account. Who chose nothing has the defaults."""
    return getattr(user, "preferences", None) or Preferences(user=user, undo_seconds=settings.MEDIMAIL_UNDO_SECONDS)


def number_taken(identifier_type: str, number: str, *, by_other_than: User) -> bool:
    """Whether it was proved to be somebody else's. Whose is nobody's business."""
    proved = NationalNumber.objects.filter(identifier_type=identifier_type, number=number)
    return proved.exclude(user=by_other_than).exists()


def portals(*, slug: str = "", region_code: str = "") -> list[Portal]:
    """Active ones, by name; all of them without a filter."""
    found = Portal.objects.filter(active=True).order_by("name")
    if slug:
        found = found.filter(slug=slug)
    return list(found.filter(region_code=region_code) if region_code else found)


def portal(slug: str) -> Portal:
    """Open or not; `Portal.DoesNotExist`."""
    return Portal.objects.get(slug=slug)


@dataclass(frozen=True, slots=True)
class PortalLine:
    portal: Portal
    people: int
    """Whose accounts it opens."""


def portal_lines() -> list[PortalLine]:
    """All of them, those that are open first."""
    linked = SocialAccount.objects.values("provider").annotate(people=Count("id"))
    people = dict(linked.values_list("provider", "people"))
    return [PortalLine(one, people.get(one.slug, 0)) for one in Portal.objects.order_by("-active", "name")]


def people_of_portal(slug: str) -> tuple[int, int]:
    """How many accounts it opens, and how many of them nothing else would open."""
    people = User.objects.filter(socialaccount__provider=slug)
    open_too = [PSC, *(one.slug for one in portals() if one.slug != slug)]
    others = SocialAccount.objects.filter(provider__in=open_too).values("user")
    alone = people.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).exclude(pk__in=others)
    return people.count(), alone.count()


def identities_of(user: User) -> dict[str, datetime]:
    """Provider → since when it opens this account."""
    return dict(SocialAccount.objects.filter(user=user).values_list("provider", "date_joined"))


def known_by(provider: str, uid: str) -> SocialAccount | None:
    """An identity with the person whose account it opens, and the number that person has proved."""
    found = SocialAccount.objects.select_related("user__national_number")
    return found.filter(provider=provider, uid=uid).first()


def proved_number(user: User) -> NationalNumber | None:
    return NationalNumber.objects.filter(user=user).first()


def number_holder(identifier_type: str, number: str) -> User | None:
    """The account that proved this number."""
    return User.objects.filter(national_number__identifier_type=identifier_type, national_number__number=number).first()


def sessions_of(user: User) -> list[Session]:
    """Where this person is signed in now, the latest seen first."""
    return list(Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")[:_SESSIONS])
