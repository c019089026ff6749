"""Pages that nobody gets by asking for them: the answers when something fails, and the style guide."""

from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory, override_settings
from django.views.defaults import permission_denied, server_error


def unserved() -> dict[str, str]:
    """Kind of page → its HTML, with the addresses of style sheets as the running site has them."""
    request = RequestFactory().get("/")
    return {
        "forbidden": permission_denied(request, PermissionDenied()).content.decode(),
        "server-error": server_error(request).content.decode(),
        "styleguide": _styleguide(),
    }


@override_settings(DEBUG=True)
def _styleguide() -> str:
    return Client().get("/styleguide/", headers={"host": "127.0.0.1"}).content.decode()
