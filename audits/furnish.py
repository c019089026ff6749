"""Adds to the demonstration what it lacks of kinds of pages, and says where each kind is to be found."""

import datetime as dt
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.demo import demo_email, make_demo_accounts
from accounts.models import Role, User
from newsroom import actions, languages, preview_actions
from newsroom.models import Change, Edition, MediaEvent, Release, ReleaseSource, Withdrawal
from newsroom.permissions import make_roles
from taxonomy.models import Country, FieldOfWork, MeetingSeries, Project, Structure, Term

#: A release that tries the layout: each part of it is longer than any that a newsroom has seen.
LONG_TITLE = ("Participating States discuss confidence- and security-building measures across the whole region " * 4)[
    :299
]
LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
ARABIC = (
    "<p>اجتمع ممثلو الدول المشاركة في تونس لبحث التعاون في إدارة الحدود.</p>"
    "<h2>الخطوات التالية</h2><p>يعقد الاجتماع المقبل في فيينا.</p>"
)


def furnish() -> dict[str, str]:
    """Kind of page → its address. The vocabulary and the demonstration are loaded; everything else is made here."""
    make_roles()
    make_demo_accounts()
    return {
        "home": "/",
        "list": "/news/",
        "list-country": "/news/?country=kazakhstan",
        "list-selection": "/news/?country=austria&country=albania&lang=en",
        "list-words": "/news/?q=border+management",
        "list-empty": "/news/?country=tajikistan&field=media-freedom-and-development&q=zebra",
        "list-unknown": "/news/?country=atlantis",
        "map": "/news/map/",
        "map-selection": "/news/map/?field=rule-of-law&country=austria",
        **_terms(),
        **_releases(),
        **_extremes(),
        "about": "/about/",
        "verify": "/verify/",
        "not-found": "/news/border-management-in-tajikistan/",
        "malformed": "/news/?from=yesterday",
    }


def _terms() -> dict[str, str]:
    folders = ("countries", "structures", "fields-of-work", "partners", "meetings", "projects")
    empty = Country.objects.exclude(slug__in=_used("countries")).first()
    closed = Structure.objects.exclude(closed="").first()
    below = FieldOfWork.objects.exclude(parent=None).first()
    assert empty
    assert closed
    assert below  # the vocabulary has each
    return {
        **{folder: f"/{folder}/" for folder in folders},
        "country": "/countries/serbia/",
        "country-without-news": empty.get_absolute_url(),
        "structure": "/structures/secretariat/",
        "structure-closed": closed.get_absolute_url(),
        "field": "/fields-of-work/rule-of-law/",
        "field-below": below.get_absolute_url(),
        "partner": "/partners/mediterranean-partners-for-co-operation/",
        "meeting": _with_news(MeetingSeries, "meetings"),
        "project": _with_news(Project, "projects"),
    }


def _used(field: str) -> set[str]:
    return {slug for slugs in Edition.objects.values_list(field, flat=True) for slug in slugs}


def _with_news(model: type[Term], field: str) -> str:
    """The address of a term with news, where any has some."""
    term = model.objects.filter(slug__in=_used(field)).first() or model.objects.first()
    assert term  # the vocabulary has each
    return term.get_absolute_url()


def _releases() -> dict[str, str]:
    demo = Edition.objects.live().order_by("published_at")
    corrected = publish(
        _write(
            title="Judges from six countries compare how they work",
            summary="A round table in Vienna looked at how long cases take, and at who is kept informed meanwhile.",
            body="<p>Five judges spoke.</p>",
        )
    )
    first = corrected.get_absolute_url()
    release = corrected.release
    Release.objects.filter(pk=release.pk).update(body="<p>Six judges spoke, one from each country.</p>")
    publish(
        actions.edited(release=release, by=_person(Role.AUTHOR)), change=Change.CORRECTION, change_note="Six, not five."
    )
    withdrawn, superseded, retracted = (
        publish(_write(title=f"A release that was {word}")) for word in ("withdrawn", "superseded", "retracted")
    )
    _withdraw(withdrawn, kind=Withdrawal.Kind.ERROR)
    _withdraw(superseded, kind=Withdrawal.Kind.SUPERSEDED, superseded_by=release)
    _withdraw(retracted, kind=Withdrawal.Kind.RETRACTED)
    pictures = max(demo, key=lambda edition: (len(edition.images), -edition.pk))
    return {
        "release": demo.get(release__legacy_id="486062").get_absolute_url(),
        "release-pictures": pictures.get_absolute_url(),
        "release-russian": demo.filter(language="ru")[0].get_absolute_url(),
        "release-advisory": demo.filter(kind="media-advisory", language="en")[0].get_absolute_url(),
        "release-event": demo.filter(release__in=MediaEvent.objects.values("release"))[0].get_absolute_url(),
        "release-corrected": first,
        "edition-replaced": reverse("edition", args=[release.pk, 1]),
        "versions": reverse("versions", args=[release.pk]),
        "withdrawn": withdrawn.get_absolute_url(),
        "superseded": superseded.get_absolute_url(),
        "retracted": retracted.get_absolute_url(),
        "preview": _preview(title="A text that nobody has seen yet"),
        "preview-russian": _preview(
            title="Участники встречи в Душанбе обсудили охрану границ",
            summary="Текст, которого ещё никто не видел.",
            body="<p>Встреча продлилась два дня.</p>",
            place="Душанбе",
            language="ru",
        ),
    }


def _extremes() -> dict[str, str]:
    """Texts of long ago, so that they stand at the top of no list; the country without news goes on having none."""
    sentence = "The participants agreed on what is to be done next, and by whom. "
    wide = "<table><tbody>" + ("<tr>" + "<td>Bishkek–Dushanbe</td>" * 20 + "</tr>") * 6 + "</tbody></table>"
    body = f"<p>{LONG_WORD}</p><h2>{LONG_WORD}</h2>{wide}" + "".join(f"<p>{sentence * 10}</p>" for _ in range(150))
    hostile = _write(
        title=LONG_TITLE,
        summary="",
        body=body,
        place="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        **_in(2000),
    )
    hostile.tags.set([f"Keyword number {number}" for number in range(40)])
    hostile.countries.set(Country.objects.filter(slug__in=_used("countries")))
    hostile.fields_of_work.set(FieldOfWork.objects.all())
    edition = publish(hostile)
    for year, code in enumerate(islice(languages.LANGUAGES, 1, 11), start=2001):
        publish(_write(title=f"{LONG_WORD[:60]} ({code})", language=code, translation_of=hostile, **_in(year)))
    arabic = publish(
        _write(
            title="اجتماع في تونس بشأن إدارة الحدود",
            summary="تعاون عبر المتوسط.",
            body=ARABIC,
            place="تونس",
            language="ar",
            **_in(2011),
        )
    )
    word = publish(_write(title=LONG_WORD[:120], summary=LONG_WORD, **_in(2012)))
    return {
        "release-extreme": edition.get_absolute_url(),
        "release-arabic": arabic.get_absolute_url(),
        "release-long-word": word.get_absolute_url(),
    }


def _in(year: int) -> dict[str, Any]:
    """The fields of a text that readers have seen since that year."""
    date = dt.date(year, 6, 15)
    return {"date": date, "published_at": dt.datetime.combine(date, dt.time(9), dt.UTC)}


def _person(role: Role) -> User:
    return User.objects.get(email=demo_email(role))


def _write(**fields: Any) -> Release:
    """A text by the author of the demonstration, with all that publishing asks for."""
    usual = {
        "summary": "A short summary.",
        "body": "<p>A body of text.</p>",
        "place": "Vienna",
        "date": timezone.localdate(),
    }
    release = Release.objects.create(updated_by=_person(Role.AUTHOR), **usual | fields)
    ReleaseSource.objects.create(release=release, structure=Structure.objects.get(slug="secretariat"))
    return release


def publish(release: Release, **how: Any) -> Edition:
    return actions.publish(release=release, by=_person(Role.PUBLISHER), **how)


def _withdraw(edition: Edition, **how: Any) -> None:
    actions.withdraw(release=edition.release, by=_person(Role.PUBLISHER), reason="It named a wrong date.", **how)


def _preview(**fields: Any) -> str:
    release = _write(**fields)
    actions.submit(release=release, by=_person(Role.AUTHOR))
    until = timezone.now() + dt.timedelta(days=1)
    _link, token = preview_actions.make_link(
        release=release, recipient="Somebody at an agency", expires_at=until, by=_person(Role.PUBLISHER)
    )
    return reverse("preview", args=[token])
