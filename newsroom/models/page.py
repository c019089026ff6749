from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from .. import rich_text

TEXT_EXTENSIONS = {
    name: config for name, config in rich_text.EXTENSIONS.items() if name not in ("Figure", "Image", "Caption")
}


class Page(models.Model):
    """A flat page under /about/."""

    slug = models.CharField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and hyphens."))],
        help_text=_("The last part of /about/…/. Empty: the page at /about/ itself."),
    )
    title = models.CharField(_("title"), max_length=200)
    body = ProseEditorField(_("text"), extensions=TEXT_EXTENSIONS, sanitize=rich_text.clean, preset="newsroom")
    position = models.PositiveIntegerField(_("position"), default=0)
    is_public = models.BooleanField(_("public"), default=True)

    class Meta:
        verbose_name = _("page of About us")
        verbose_name_plural = _("pages of About us")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("about-page", args=[self.slug]) if self.slug else reverse("about")
