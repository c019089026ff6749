"""Makers of rows for tests. Each call makes something valid and distinct."""

import datetime as dt
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Membership, Role, User, central_desk
from newsroom import actions, media_actions, preview_actions
from newsroom.models import (
    Attachment,
    Contact,
    Edition,
    Image,
    PreviewLink,
    Release,
    ReleaseAttachment,
    ReleaseImage,
    ReleaseSource,
)
from taxonomy.models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure
from tests import samples


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    password = factory.django.Password("demo")


def user_in_role(role: str) -> User:
    """Author, editor or publisher at the desk of the whole organisation; administrator or auditor."""
    user = UserFactory(email=f"{role}{User.objects.count()}@example.org", name=role.title())
    if role in Role.values:
        Membership.objects.create(user=user, desk_id=central_desk(), role=role)
    else:
        user.groups.add(Group.objects.get(name=role))
    return user


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"term-{n}")
    name = factory.LazyAttribute(lambda term: term.slug.replace("-", " ").capitalize())
    position = factory.Sequence(lambda n: n)


class CountryFactory(TermFactory):
    class Meta:
        model = Country

    code = factory.Sequence(lambda n: f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    status = Country.Status.PARTICIPATING


class FieldFactory(TermFactory):
    class Meta:
        model = FieldOfWork


class StructureFactory(TermFactory):
    class Meta:
        model = Structure

    kind = Structure.Kind.DEPARTMENT


class PartnerGroupFactory(TermFactory):
    class Meta:
        model = PartnerGroup


class MeetingFactory(TermFactory):
    class Meta:
        model = MeetingSeries


class ProjectFactory(TermFactory):
    class Meta:
        model = Project


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    name = "Press desk"
    email = "press@example.org"


class ReleaseFactory(DjangoModelFactory):
    """A draft that could be published as it stands. Lists of terms are given by the fields' names."""

    class Meta:
        model = Release
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Release number {n}")
    summary = "A summary."
    body = "<p>A body of text.</p>"
    place = "Vienna"
    date = dt.date(2021, 5, 10)

    @factory.post_generation
    def sources(release: Release, create: bool, extracted: list | None, **kwargs: Any) -> None:  # noqa: N805
        for position, source in enumerate([StructureFactory(slug="secretariat")] if extracted is None else extracted):
            key = "partner_group" if isinstance(source, PartnerGroup) else "structure"
            ReleaseSource.objects.create(release=release, position=position, **{key: source})

    @factory.post_generation
    def countries(release: Release, create: bool, extracted: list | None, **kwargs: Any) -> None:  # noqa: N805
        release.countries.set(extracted or [])

    @factory.post_generation
    def fields_of_work(release: Release, create: bool, extracted: list | None, **kwargs: Any) -> None:  # noqa: N805
        release.fields_of_work.set(extracted or [])

    @factory.post_generation
    def meetings(release: Release, create: bool, extracted: list | None, **kwargs: Any) -> None:  # noqa: N805
        release.meetings.set(extracted or [])

    @factory.post_generation
    def projects(release: Release, create: bool, extracted: list | None, **kwargs: Any) -> None:  # noqa: N805
        release.projects.set(extracted or [])

    @factory.post_generation
    def tags(release: Release, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:  # noqa: N805
        release.tags.set(extracted or [])


def publisher_user() -> User:
    """Somebody who may do everything, for tests that are about something else."""
    return User.objects.filter(is_superuser=True).first() or UserFactory(is_superuser=True)


def published(at: dt.datetime | None = None, **fields: Any) -> Edition:
    """A published release, as an edition; `at` is when readers see it dated (default: now)."""
    day = {"date": timezone.localdate(at)} if at else {}
    release = ReleaseFactory(**{"published_at": at or timezone.now(), **day, **fields})
    return actions.publish(release=release, by=publisher_user())


def dated(at: dt.datetime, *releases: Release) -> None:
    """Let the texts bear the day of that instant at their desks: what is scheduled has to."""
    for release in releases:
        release.date = timezone.localdate(at, release.desk.zone)
        Release.objects.filter(pk=release.pk).update(date=release.date)


def schedule(release: Release, at: dt.datetime, by: User | None = None) -> Edition:
    """Publish a release at that instant."""
    dated(at, release)
    return actions.publish(release=release, by=by or publisher_user(), at=at)


def image(content: bytes | None = None, **fields: Any) -> Image:
    """A picture with its files; 1000 × 500 pixels unless its content is given."""
    fields = {"title": "Opening", "alt_text": "A full hall"} | fields
    file = samples.upload(content or samples.picture(), "DSC_0001.JPG")
    return media_actions.add_image(file=file, by=publisher_user(), **fields)


def attachment(content: bytes = samples.PDF, name: str = "Report 2021.pdf", **fields: Any) -> Attachment:
    """A file with its content."""
    fields = {"title": "Annual report", "language": "en"} | fields
    return media_actions.add_attachment(file=samples.upload(content, name), by=publisher_user(), **fields)


def release_with(*media: Image | Attachment, **fields: Any) -> Release:
    """A draft that has these pictures and files."""
    release = ReleaseFactory(**fields)
    for medium in media:
        if isinstance(medium, Image):
            ReleaseImage.objects.create(release=release, image=medium)
        else:
            ReleaseAttachment.objects.create(release=release, attachment=medium)
    return release


def preview_link(release: Release, recipient: str = "Ana Reporter, Daily", days: int = 1) -> tuple[PreviewLink, str]:
    """A link to the next edition of `release`, and its address."""
    expires_at = timezone.now() + dt.timedelta(days=days)
    link, token = preview_actions.make_link(
        release=release, recipient=recipient, expires_at=expires_at, by=publisher_user()
    )
    return link, f"/preview/{token}/"
