"""Addresses of pictures and files: the same in every language of the interface, so without its prefix."""

from django.urls import path

from . import urls  # noqa: F401 - registers the converters
from .views import media

urlpatterns = [
    path("images/<key:pk>/<key:width>.<rendition:extension>", media.image, name="image"),
    path("files/<key:pk>/<str:name>", media.attachment, name="attachment"),
]
