from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .release import Release


class TranslationBasisQuerySet(models.QuerySet["TranslationBasis"]):
    def outdated(self) -> Self:
        """Those whose original says something else by now.

        Cheap among any number of releases: words are compared only where the original has been saved since.
        """
        other_words = ~Q(title=F("original__title")) | ~Q(summary=F("original__summary")) | ~Q(body=F("original__body"))
        return self.filter(~Q(saved_at=F("original__updated_at")), translation__translation_of=F("original")).filter(
            other_words
        )


class TranslationBasis(models.Model):
    """The words of the original on which a translation rests: as they were when somebody last brought it up to date.

    A copy, so that it can be said what has changed since, whatever becomes of the history of the original. A
    translation without one was made elsewhere: nobody knows on what it rests.
    """

    translation = models.OneToOneField(Release, models.CASCADE, related_name="basis")
    original = models.ForeignKey(Release, models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    #: When these words were last saved in the original (its updated_at).
    saved_at = models.DateTimeField()
    at = models.DateTimeField(_("at"), auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    objects: ClassVar[models.Manager] = TranslationBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("basis of a translation")
        verbose_name_plural = _("bases of translations")

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.title}"
