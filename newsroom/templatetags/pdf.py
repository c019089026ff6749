"""The link to the PDF of an edition."""

from django import template
from django.urls import reverse

from ..models import Edition
from ..pdf.installed import is_installed

register = template.Library()


@register.simple_tag
def pdf_address(edition: Edition) -> str:
    """{% pdf_address edition as address %}: where its PDF is; empty where this machine can make none."""
    return reverse("edition-pdf", args=[edition.release_id, edition.number]) if is_installed() else ""
