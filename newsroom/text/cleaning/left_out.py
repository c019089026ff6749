"""What cleaning leaves out that somebody may miss, and how that is said."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

COMMENT, DELETED, STRUCK, HIDDEN, PICTURE, EMBEDDED = "comment", "deleted", "struck", "hidden", "picture", "embedded"


@dataclass
class LeftOut:
    """How many things of each kind were left out, and which links deserve a look."""

    counts: Counter[str] = field(default_factory=Counter)
    dead_links: list[str] = field(default_factory=list)  # that were removed
    inward: list[str] = field(default_factory=list)  # that were kept: to the site that the text stood on

    def __bool__(self) -> bool:
        return bool(self.counts or self.dead_links)

    def sentences(self) -> list[str]:
        """For the person who pasted or imported the text; none where nothing was left out."""
        found = []
        if parts := [_said(kind, count) for kind in _ORDER if (count := self.counts[kind])]:
            found.append(_("Left out: %(things)s.") % {"things": ", ".join(parts)})
        if self.counts[PICTURE]:
            found.append(_("Upload the pictures to use them."))
        if self.dead_links:
            links = ", ".join(f"“{link[:100]}”" for link in self.dead_links[:5])
            found.append(_("Links that cannot work for readers were removed: %(links)s.") % {"links": links})
        return found


#: Kinds of which the words are missed.
PASSAGES = (COMMENT, DELETED, STRUCK, HIDDEN)
_ORDER = (COMMENT, DELETED, STRUCK, HIDDEN, PICTURE, EMBEDDED)


def _said(kind: str, count: int) -> str:
    sentence = {
        COMMENT: ngettext("%(count)d comment", "%(count)d comments", count),
        DELETED: ngettext("%(count)d deleted passage", "%(count)d deleted passages", count),
        STRUCK: ngettext("%(count)d struck-through passage", "%(count)d struck-through passages", count),
        HIDDEN: ngettext("%(count)d hidden passage", "%(count)d hidden passages", count),
        PICTURE: ngettext("%(count)d picture", "%(count)d pictures", count),
        EMBEDDED: ngettext("%(count)d embedded item", "%(count)d embedded items", count),
    }[kind]
    return sentence % {"count": count}
