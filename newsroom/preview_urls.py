"""Addresses of previews for named people outside: whoever has the token has the key."""

from django.urls import path

from . import urls  # noqa: F401 - registers the converters
from .views import preview

urlpatterns = [
    path("<str:token>/", preview.preview, name="preview"),
    path("<str:token>/media/images/<key:pk>/<key:width>.<rendition:extension>", preview.image, name="preview-image"),
    path("<str:token>/media/files/<key:pk>/<str:name>", preview.attachment, name="preview-attachment"),
]
