from django.utils.translation import gettext_lazy as _

from .term import Term


class MeetingSeries(Term):
    """A series of meetings or conferences, such as the Ministerial Council meetings."""

    url_name = "meeting-series"

    class Meta(Term.Meta):
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
