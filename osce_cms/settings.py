"""Settings of the project: one file, read from the environment.

Everything has a default that works on one machine; docs/architecture.md lists what can be set.
A value that cannot be understood stops the start with a sentence that says what to set.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from .caches import cache_settings
from .database import database_settings
from .identity import identity_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def read_bool(name: str, default: bool) -> bool:
    """Read a switch from the environment; anything but yes and no in their usual spellings is refused."""
    value = env.str(name, default="").strip().lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if not value else value in ("1", "true", "yes", "on")
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")


def read_int(name: str, default: int) -> int:
    try:
        return env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {env.str(name)!r}") from error


def read_secret_key(data_dir: Path) -> str:
    """Return SECRET_KEY, or else one that is made once and kept under DATA_DIR, for its owner's eyes."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    file = data_dir / "secret_key"
    if not file.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        draft = data_dir / f"secret_key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            file.hardlink_to(draft)  # of several processes that start at once, the first one's key stays
        except FileExistsError:
            pass
        draft.unlink()
    return file.read_text()


DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DEBUG = read_bool("DEBUG", False)
SECRET_KEY = read_secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
HTTPS = read_bool("HTTPS", False)

# --- Who publishes here -------------------------------------------------------------------------
SITE_NAME = env.str("SITE_NAME", default="OSCE Newsroom")
# Names releases in feeds for good; it stays when the site moves to another host.
SITE_DOMAIN = env.str("SITE_DOMAIN", default="newsroom.example.org")
# Where readers find the site, for what no request asks for: a PDF is made once, by whoever comes first.
SITE_URL = env.str("SITE_URL", default=f"{'https' if HTTPS else 'http'}://{SITE_DOMAIN}").rstrip("/")
ORGANISATION_NAME = env.str("ORGANISATION_NAME", default="Organization for Security and Co-operation in Europe")
IDENTITY_DIR, IDENTITY = identity_settings(env)

# --- Data ---------------------------------------------------------------------------------------
DATABASES = {"default": database_settings(env, DATA_DIR)}
EMBEDDED_DATABASE = DATABASES["default"]["ENGINE"] == "osce_cms.embedded"
# Demonstration accounts have passwords that everybody can read: never on a database of somebody's own.
DEMO = EMBEDDED_DATABASE and read_bool("DEMO", True)
CACHES = cache_settings(env)
PAGE_CACHE = read_bool("PAGE_CACHE", not DEBUG)
# Seconds for which a proxy in front may show a page without asking, and then once more while it asks. Their sum
# is how long what has been withdrawn may still be seen behind one.
PROXY_FRESH_SECONDS = read_int("PROXY_FRESH_SECONDS", 10)
PROXY_STALE_SECONDS = read_int("PROXY_STALE_SECONDS", 20)
# Milliseconds for which a request may wait while the whole archive is read; what takes longer is read beside.
ARCHIVE_WAIT_MS = read_int("ARCHIVE_WAIT_MS", 300)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose forms it extends
    "osce_cms.admin_site.NewsroomAdminConfig",  # django.contrib.admin, with its sections in our order
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # before staticfiles: `make dev` serves as production does
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "csp",
    "django_htmx",  # for the copy of htmx that it ships
    "django_prose_editor",
    "pgtrigger",
    "procrastinate.contrib.django",
    "simple_history",
    "taggit",
    "tree_queries",
    "osce_cms",
    "taxonomy",
    "accounts",
    "newsroom",
]

MIDDLEWARE = [
    "newsroom.caching.CachingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.middleware.LegacyAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "newsroom.middleware.TooSlowMiddleware",
]

ROOT_URLCONF = "osce_cms.urls"
WSGI_APPLICATION = "osce_cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "newsroom.context_processors.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "newsroom.templatetags.instants"],
        },
    },
]

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.DeskBackend"]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "accounts.sign_in_again.token_refused"  # an old token must not cost anybody their words
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Languages and time -------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# The six official languages of the organisation: of the interface and of the names of terms.
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("it", _("Italian")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
USE_I18N = True
FORMAT_MODULE_PATH = ["osce_cms.formats"]
USE_TZ = True
# The clock of the house: the days of the list's `from` and `to` begin and end by it.
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Vienna")

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "static/"
# Of two files with one name, the first is taken.
STATICFILES_DIRS = [*([("identity", IDENTITY_DIR)] if IDENTITY_DIR else []), BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
# Media are served by a view that asks whether a live edition uses them; no server may serve this folder.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
MAX_IMAGE_BYTES = 20 * 1024 * 1024
MAX_IMAGE_PIXELS = 50_000_000
MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024
# The rich-text editor of the admin, built by a script of our own: see static/js/release-editor.js.
DJANGO_PROSE_EDITOR_PRESETS = {"newsroom": [Script("js/release-editor.js", type="module")]}
# A form may carry a long body, never a flood.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

# Shapes of countries for the map, with other borders where need be; docs/map.md describes the file.
MAP_SHAPES = env.str("MAP_SHAPES", default=str(BASE_DIR / "newsroom" / "map" / "shapes.json"))

# --- Safety -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],  # the nonce is for the import map of the admin's editor alone
        "img-src": [SELF, "data:"],  # data: for the icons in the admin's own style sheets
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if read_bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Mail ---------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="newsroom@localhost")

# --- The server's words -------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # That a crawler asked for what is not there, or not as one asks, is the crawler's affair.
    "loggers": {"django.request": {"level": "ERROR"}},
}

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False  # tags in Cyrillic keep their letters
