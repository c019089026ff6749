"""Signed out while writing: what was posted is carried through signing in, and posted again.

A form of the admin that is posted where nobody is signed in any more, or with a token that an earlier signing-in has
made worthless, is answered with a page that holds all its inputs. Files cannot be held; no form of a text has any.
"""

import json
from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

#: Name of an input → its values.
Inputs = dict[str, list[str]]


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Answer a form that was posted by nobody: the page on which to sign in, which carries what it holds."""
    form, files = AdminAuthenticationForm(request), bool(request.FILES)
    return _page(request, form, request.get_full_path(), _inputs(request), files)


@never_cache
@sensitive_post_parameters("password")
@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Sign in, then hand back what was carried, to be posted to `next` by the press of a button."""
    address, inputs = request.POST.get("next", ""), _carried(request.POST.get("carried", ""))
    if inputs is None or not _takes_forms(address):
        problem = _("This page has lost what it was to carry. Go back, and send your form again.")
        return render(request, "400.html", {"problem": problem}, status=400)
    form = AdminAuthenticationForm(request, request.POST)
    if not form.is_valid():
        return _page(request, form, address, inputs)
    login(request, form.get_user())
    return _page(request, None, address, inputs)


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is worth nothing (CSRF_FAILURE_VIEW).

    Where the browser itself vouches that it was sent by a page of this site, its token is merely old: the form is
    handed back with a new one. What other sites send is refused.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not own or not is_form(request):
        return csrf_failure(request, reason)
    if not admin.site.has_permission(request):
        return ask(request)
    return _page(request, None, request.get_full_path(), _inputs(request), bool(request.FILES))


def _page(
    request: HttpRequest, form: AdminAuthenticationForm | None, address: str, inputs: Inputs, files: bool = False
) -> HttpResponse:
    """The page that carries `inputs` to `address`: with a form to sign in, or without, ready to be sent."""
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Sign in again") if form else _("Send again what you wrote"),
        "form": form,
        "address": address,
        "carried": json.dumps(inputs, ensure_ascii=False),
        "inputs": [(name, value) for name, values in inputs.items() for value in values],
        "files": files,
    }
    return render(request, "admin/sign_in_again.html", context)


def is_form(request: HttpRequest) -> bool:
    """Whether `request` posts a form that signing in would bring to something."""
    return bool(request.POST) and _takes_forms(request.get_full_path())


def _takes_forms(address: str) -> bool:
    """Whether `address` is one of the admin, on this host, at which forms are posted by those who are signed in."""
    inside = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    doors = {reverse("admin:login"), reverse("admin:logout"), reverse("sign_in_again")}
    return inside and address.startswith(reverse("admin:index")) and address.partition("?")[0] not in doors


def _inputs(request: HttpRequest) -> Inputs:
    """What was posted, without tokens and passwords."""
    return {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name.lower()
    }


def _carried(text: str) -> Inputs | None:
    try:
        inputs = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(inputs, dict) or not all(
        isinstance(values, list) and all(isinstance(value, str) and _is_storable(value) for value in [name, *values])
        for name, values in inputs.items()
    ):
        return None
    return inputs


def _is_storable(text: str) -> bool:
    """Whether a page can be written with `text` in it: halves of a surrogate pair cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
