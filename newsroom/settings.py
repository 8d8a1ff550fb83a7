"""All settings, read from the environment (and ``.env``) with django-environ.

``.env.example`` explains each one. A wrong value stops the start with a sentence.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def read(cast: str, name: str, default: object) -> Any:
    """One setting from the environment; a value of the wrong kind is refused by name."""
    try:
        return getattr(env, cast)(name, default=default)
    except (ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(
            f"{name}={env.str(name, default='')!r} is not a valid {cast} value: {error}"
        ) from error


# What this is -------------------------------------------------------------------------------------

DEBUG = read("bool", "DEBUG", False)
SITE_NAME = read("str", "SITE_NAME", "Newsroom")
SITE_TAGLINE = read("str", "SITE_TAGLINE", "")
SECRET_KEY = read("str", "SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Put a long random value into the environment or .env, "
            "or set DEBUG=on to try the site out on this machine."
        )
    SECRET_KEY = "only-for-trying-out-on-this-machine-never-in-production"  # noqa: S105

ALLOWED_HOSTS = read("list", "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = read("list", "CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "newsroom.desk.DeskConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "csp",
    "newsroom",
    "articles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                # These two read the session only when a template asks for user or messages;
                # public templates never do.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.paper",
            ],
        },
    },
]

# Data ---------------------------------------------------------------------------------------------

try:
    DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'newsroom.sqlite3'}")}
except (environ.ImproperlyConfigured, ValueError) as error:
    raise ImproperlyConfigured(
        f"DATABASE_URL cannot be read ({error}). It looks like postgres://user:password@host/name."
    ) from error
_engine = DATABASES["default"].get("ENGINE", "")
if _engine == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        # Readers never wait for a writer, and a writer takes its place in the queue at once.
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    )
elif _engine == "django.db.backends.postgresql":
    DATABASES["default"]["CONN_MAX_AGE"] = read("int", "DATABASE_CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    raise ImproperlyConfigured("DATABASE_URL must name SQLite (sqlite:///file) or PostgreSQL (postgres://…).")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = Path(str(read("str", "MEDIA_ROOT", str(BASE_DIR / "media"))))
STATIC_ROOT = Path(str(read("str", "STATIC_ROOT", str(BASE_DIR / "staticfiles"))))
# The official schemas of wire formats, if the operator has them; see articles/importing/schemas.py.
SCHEMAS_DIR = read("str", "SCHEMAS_DIR", "")
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# A missing file in the manifest is a mistake on our side; readers should still get their page.
WHITENOISE_MANIFEST_STRICT = False

# Time and language --------------------------------------------------------------------------------

LANGUAGE_CODE = read("str", "LANGUAGE_CODE", "en-gb")
TIME_ZONE = read("str", "TIME_ZONE", "UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE={TIME_ZONE!r} is not a time zone. It looks like Europe/London.")
USE_I18N = True
USE_TZ = True

# Safety -------------------------------------------------------------------------------------------

BEHIND_HTTPS = read("bool", "BEHIND_HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_HSTS_SECONDS = read("int", "HSTS_SECONDS", 31_536_000 if BEHIND_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = bool(SECURE_HSTS_SECONDS)
SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read("bool", "TRUST_PROXY", False) else None
# Health checks come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Public pages carry no inline script or style. The desk's own policy is in articles/admin/site.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# Unfold's widgets are Alpine components, which evaluate expressions from attributes.
DESK_SECURITY_POLICY = {
    "default-src": [NONE],
    "img-src": [SELF, "data:", "blob:"],
    "style-src": [SELF, UNSAFE_INLINE],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # a long live blog in one form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # a folder of pages brought to the desk

# The desk -----------------------------------------------------------------------------------------


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    """Whether a menu item is for who is asking."""
    return lambda request: request.user.has_perm(permission)


def _menu_item(title: str, icon: str, route: str, permission: str, **more: object) -> dict[str, object]:
    link = reverse_lazy(f"admin:{route}")
    return {"title": title, "icon": icon, "link": link, "permission": _may(permission), **more}


UNFOLD = {
    "SITE_TITLE": f"{SITE_NAME} desk",
    "SITE_HEADER": SITE_NAME,
    "SITE_SUBHEADER": "The desk",
    "SITE_SYMBOL": "newspaper",
    "SITE_URL": reverse_lazy("articles:home"),
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": False,
    "BORDER_RADIUS": "4px",
    "STYLES": [lambda _request: static("newsroom/desk/desk.css")],
    # Warm paper, ink, and one deep blue.
    "COLORS": {
        "base": {
            "50": "oklch(98.4% .006 85)",
            "100": "oklch(96% .009 85)",
            "200": "oklch(91.5% .012 82)",
            "300": "oklch(85% .014 80)",
            "400": "oklch(70% .016 75)",
            "500": "oklch(53% .016 70)",
            "600": "oklch(43% .015 65)",
            "700": "oklch(35% .013 60)",
            "800": "oklch(27% .011 60)",
            "900": "oklch(20.5% .009 60)",
            "950": "oklch(15% .007 60)",
        },
        "primary": {
            "50": "oklch(97% .014 250)",
            "100": "oklch(94% .03 250)",
            "200": "oklch(88% .055 250)",
            "300": "oklch(81% .085 250)",
            "400": "oklch(74% .11 250)",
            "500": "oklch(68% .12 252)",
            "600": "oklch(42% .105 256)",
            "700": "oklch(37% .095 256)",
            "800": "oklch(31% .08 256)",
            "900": "oklch(26% .065 256)",
            "950": "oklch(20% .05 256)",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "items": [
                    {"title": "The desk", "icon": "space_dashboard", "link": reverse_lazy("admin:index")},
                    _menu_item("Stories", "article", "articles_article_changelist", "articles.view_article"),
                    _menu_item(
                        "Captions waiting", "image_search", "articles_caption_changelist", "articles.view_caption"
                    ),
                    _menu_item("Photos", "photo_library", "articles_photo_changelist", "articles.view_photo"),
                ],
            },
            {
                "title": "Coming in",
                "separator": True,
                "items": [
                    _menu_item("Paste a page", "content_paste_go", "paste", "articles.add_article"),
                    _menu_item(
                        "Needs a look",
                        "visibility",
                        "needs_a_look",
                        "articles.view_article",
                        badge="articles.admin.look.how_many",
                    ),
                    _menu_item("Imports", "move_to_inbox", "articles_importrun_changelist", "articles.view_importrun"),
                    _menu_item("Sources", "draft", "articles_source_changelist", "articles.view_source"),
                ],
            },
            {
                "title": "The paper",
                "separator": True,
                "items": [
                    _menu_item("Authors", "ink_pen", "articles_author_changelist", "articles.view_author"),
                    _menu_item("Sections", "account_tree", "articles_section_changelist", "articles.view_section"),
                    _menu_item("Topics", "sell", "articles_topic_changelist", "articles.view_topic"),
                    _menu_item("Addresses", "alt_route", "articles_redirect_changelist", "articles.view_redirect"),
                ],
            },
            {
                "title": "People",
                "separator": True,
                "items": [
                    _menu_item("Logins", "badge", "auth_user_changelist", "auth.view_user"),
                    _menu_item("Roles", "group", "auth_group_changelist", "auth.view_group"),
                ],
            },
            {
                "separator": True,
                "items": [
                    {
                        "title": "Read the paper",
                        "icon": "open_in_new",
                        "link": reverse_lazy("articles:home"),
                        "active": lambda _request: False,  # every address begins with the paper's
                    }
                ],
            },
        ],
    },
}

# Logging ------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": read("str", "LOG_LEVEL", "INFO")},
}
