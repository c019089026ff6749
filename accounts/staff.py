"""Who asks, where only staff can."""

from typing import cast

from django.http import HttpRequest

from .models import User


def member(request: HttpRequest) -> User:
    """The member of staff behind `request`: for views that nobody else reaches."""
    return cast(User, request.user)
