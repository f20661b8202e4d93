"""All settings, from the environment; the defaults make a laptop work (docs/configuration.md)."""

import tomllib
from pathlib import Path
from urllib.parse import quote

import structlog
from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONE, SELF
from environs import Env
from structlog.typing import Processor

from config import connections
from config.keys import given, make_data_dir, read_key
from config.storage_url import folder

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = make_data_dir()
_PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]
PRODUCT_VERSION: str = _PROJECT["version"]

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = read_key("SECRET_KEY")
CREDENTIAL_KEYS = [key.strip() for key in read_key("CREDENTIAL_KEYS").split(",") if key.strip()]

# --- addresses -----------------------------------------------------------------------------------
BIND = env.str("BIND", "127.0.0.1")
PORT = env.int("PORT", 8000)
PUBLIC_URL = env.str("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
SECURE = PUBLIC_URL.startswith("https://")
if SECURE and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "threadkeep_session"
CSRF_COOKIE_NAME = "threadkeep_csrf"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- web processes -------------------------------------------------------------------------------
WEB_PROCESSES = env.int("WEB_PROCESSES", 2, validate=lambda number: number > 0)
PAGE_THREADS = 8  # never taken by downloads, each of which holds a thread as long as it lasts
WEB_THREADS = env.int("WEB_THREADS", 40, validate=lambda number: number > PAGE_THREADS)
DOWNLOAD_SLOTS = WEB_THREADS - PAGE_THREADS
# Where nginx serves STORAGE_URL's files to us alone (config/nginx); empty: we send them ourselves.
ACCEL_PREFIX = env.str("ACCEL_PREFIX", "")

# --- the vendors ---------------------------------------------------------------------------------
OPENWEB_OPEN_API_URL = env.str("OPENWEB_OPEN_API_URL", "https://open-api.spot.im")
OPENWEB_API_URL = env.str("OPENWEB_API_URL", "https://api.openweb.com")
OPENWEB_EXPORTER_URL = env.str("OPENWEB_EXPORTER_URL", "https://api-exporter.openweb.com")
ONQ_API_URL = env.str("ONQ_API_URL", "https://api.onq.io")
DOWNLOAD_ALLOWED_HOSTS: frozenset[str] = frozenset(env.list("DOWNLOAD_ALLOWED_HOSTS", []))
OUTBOUND_PROXY = env.str("OUTBOUND_PROXY", None)
CA_BUNDLE = env.str("CA_BUNDLE", None)

# --- background work -----------------------------------------------------------------------------
LEASE_SECONDS = env.int("LEASE_SECONDS", 60)
FAILPOINT_DIR = env.str(
    "FAILPOINT_DIR", None
)  # tests stop a process at a named point; see jobs/failpoints.py
SPOT_TURNS = 3  # OpenWeb's v1 documents no limit; see docs/architecture.md
DISK_RESERVE_BYTES = 200_000_000
ACTIVITY_PAGE = 100  # messages asked for at a time; the largest that OpenWeb allows is undocumented
ACTIVITY_KEPT_DAYS = env.int("ACTIVITY_KEPT_DAYS", 7)
LOOK_UPS_AN_HOUR = env.int("LOOK_UPS_AN_HOUR", 60)
REDIS_URL = given("REDIS_URL") or f"redis+socket://{DATA_DIR}/run/broker.sock"

CELERY_BROKER_URL = connections.broker(REDIS_URL)
CELERY_BROKER_USE_SSL = connections.broker_tls(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_DISABLE_PREFETCH = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "threadkeep:",
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "max_retries": 0,
}
CELERY_TASK_SOFT_TIME_LIMIT = 6 * 3600
CELERY_TASK_TIME_LIMIT = 6 * 3600 + 300
CELERY_BEAT_SCHEDULER = "config.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "run" / "beat-schedule")
# An answered wake-up is worthless a moment later: a stopped worker must not wake to a pile.
CELERY_BEAT_SCHEDULE = {
    f"wake-{lane}": {
        "task": "jobs.tasks.work",
        "args": (lane,),
        "schedule": 1.0,
        "options": {"queue": lane, "expires": 2.0},
    }
    for lane in ("fast", "bulk")
} | {
    "sweep": {
        "task": "exports.tasks.sweep",
        "schedule": 600.0,
        "options": {"queue": "bulk", "expires": 600.0},
    },
    "expire-activity": {
        "task": "activity.tasks.expire",
        "schedule": 3600.0,
        "options": {"queue": "bulk", "expires": 3600.0},
    },
}

# --- applications --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "heroicons",
    "accounts",
    "jobs",
    "credentials",
    "exports",
    "activity",
    "conversations",
    "dashboard",
]
MIDDLEWARE = [
    "dashboard.health.health_first",
    "config.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.uncached",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "dashboard.unreachable.database_first",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.PersonMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "dashboard.templatetags.pieces",
                "dashboard.templatetags.lists",
                "heroicons.templatetags.heroicons",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboard.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "dashboard.forms.BootstrapRenderer"

# --- database, cache, files ----------------------------------------------------------------------
DATABASE_URL = given("DATABASE_URL") or f"sqlite:///{quote(str(DATA_DIR))}/threadkeep.sqlite3"
DATABASES = {"default": connections.database(DATABASE_URL, DATA_DIR, LEASE_SECONDS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Rate limits live here: with Django's 300, many names tried would push others' limits out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
STORAGE_URL = env.str("STORAGE_URL", f"file://{DATA_DIR / 'files'}")
SPOOL_DIR = DATA_DIR / "spool"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_dir() / "css")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder(STORAGE_URL)},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- people --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:overview"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
ADMIN_USERNAME = env.str("ADMIN_USERNAME", "admin")
EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "consolemail:")
vars().update(EMAIL_CONFIG)

# --- language, time, content policy --------------------------------------------------------------
LANGUAGE_CODE = "en"
USE_I18N = False
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_TZ = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- logs ----------------------------------------------------------------------------------------
LOG_FORMAT = env.str("LOG_FORMAT", "console", validate=lambda value: value in ("console", "json"))
LOG_PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", key="time"),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *LOG_PROCESSORS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "redacted": {
            "()": "config.logs.formatter",
            "log_format": LOG_FORMAT,
            "shared": LOG_PROCESSORS,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "redacted"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {},  # Django's own handlers would write each line once more
        "django.server": {"handlers": ["stderr"], "propagate": False},
        # gunicorn logs every request; here only the ones that failed, with who asked.
        "django_structlog.middlewares.request": {"level": "WARNING"},
        # A line for every wake-up, several a second, would bury everything else.
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
    },
}
DJANGO_STRUCTLOG_CELERY_ENABLED = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # config/middleware.py looks at it first
DEFAULT_EXCEPTION_REPORTER = "config.debug.RedactedReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.debug.SecretFilter"
