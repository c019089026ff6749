"""The floor: the smallest Django site, one view that returns a constant page of 20 kB. No database, no middleware."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = ("<!doctype html><title>Floor</title><p>" + "What a page costs that costs nothing. " * 600)[:20_000].encode()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], DEBUG=False, MIDDLEWARE=[])
application = get_wsgi_application()
