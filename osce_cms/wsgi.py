"""What the production server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osce_cms.settings")
django_application = get_wsgi_application()

# Django is set up from here on.
from django.conf import settings  # noqa: E402

from .odd_headers import without_odd_headers  # noqa: E402
from .page_cache import PageCache  # noqa: E402

application = without_odd_headers(PageCache(django_application) if settings.PAGE_CACHE else django_application)
