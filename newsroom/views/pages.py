from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..models import Page


def about(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A flat page; /about/ itself lists the others, with a text above if there is a page without a slug."""
    pages = Page.objects.filter(is_public=True)
    page = pages.filter(slug="").first() if not slug else get_object_or_404(pages, slug=slug)
    return render(request, "newsroom/page.html", {"page": page, "others": pages.exclude(slug="")})
