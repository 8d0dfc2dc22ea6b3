"""All settings, read from the environment that `engines` writes to `<home>/site.env`."""

from pathlib import Path

from medimail.config import env

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(env.text("MEDIMAIL_HOME", str(ROOT / "var")))
DEMO = env.flag("MEDIMAIL_DEMO", default=False)
PUBLIC_URL = env.text("MEDIMAIL_PUBLIC_URL", "http://127.0.0.1:8000")
_SECRETS = HOME / "secrets"
# The static checks load this file on a machine where nothing was started yet.
_checking = not _SECRETS.is_dir() and env.flag("MEDIMAIL_CHECKING", default=False)


def _secret(name: str) -> str:
    return "only-for-static-checks-and-never-for-a-server" if _checking else env.secret(_SECRETS, name)


# Where pages hear of news: a path behind the proxy that serves both programs, or the other program itself.
LIVE_URL = env.text("MEDIMAIL_LIVE_URL", "/direct/")
SECRET_KEY = _secret("django-key")
MAIL_TOKEN_KEY = _secret("mail-token-key").encode()
DELIVERY_KEY = _secret("delivery-key")
DOVEADM_KEY = _secret("doveadm-key")
SEALING_KEY = _secret("sealing-key")
DEBUG = False
ALLOWED_HOSTS = [*env.text("MEDIMAIL_HOSTS").split(), "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django_htmx",
    "procrastinate.contrib.django",
    "medimail.audit",
    "medimail.notifications",
    "medimail.directory",
    "medimail.publication",
    "medimail.structures",
    "medimail.accounts",
    "medimail.mailboxes",
    "medimail.trust",
    "medimail.deliveries",
    "medimail.stationery",
    "medimail.labels",
    "medimail.usage",
    "medimail.mail",
    "medimail.rules",
    "medimail.transfers",
    "medimail.refiling",
    "medimail.contacts",
    "medimail.shared_boxes",
    "medimail.teamwork",
    "medimail.enrolment",
    "medimail.idleness",
    "medimail.servicedesk",
    "medimail.regions",
    "medimail.appointments",
    "medimail.demo",
    "medimail.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "medimail.web.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "medimail.web.sessions.who.PersonMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "medimail.web.sessions.age.AgeMiddleware",
    "medimail.web.terms.gate.NewTermsMiddleware",
    "medimail.web.middleware.NotFoundMiddleware",
]

ROOT_URLCONF = "medimail.config.urls"
WSGI_APPLICATION = "medimail.config.wsgi.application"
CSRF_FAILURE_VIEW = "medimail.web.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "src/medimail/web/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["medimail.web.templatetags.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "medimail.web.context.site",
            ],
        },
    },
    {
        # Rows alone, which a page shows by the fifty: Django's own templates take several times as long for them.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "rows",
        "DIRS": [ROOT / "src/medimail/web/jinja"],
        "OPTIONS": {"environment": "medimail.web.rows.environment"},
    },
]

REQUESTS_AT_WORK = 40  # each holds a connection, also while it waits for Dovecot
# A search must not wait for machine code to be compiled, nor look twice at rows for want of memory.
# A statement that comes again on a connection is planned once (directory.prepared).
_DATABASE_OPTIONS: dict[str, object] = {"options": "-c jit=off -c work_mem=16MB", "prepare_threshold": 2}
_POOL: dict[str, object] = {"pool": {"min_size": 2, "max_size": REQUESTS_AT_WORK, "timeout": 30}}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": env.text("MEDIMAIL_DB_NAME", "medimail"),
        "USER": env.text("MEDIMAIL_DB_USER", "medimail"),
        "PASSWORD": _secret("database-password"),
        "HOST": env.text("MEDIMAIL_DB_HOST", str(HOME / "run")),
        "PORT": env.text("MEDIMAIL_DB_PORT", "5432"),
        "CONN_HEALTH_CHECKS": True,
        # Only the web server keeps a pool: commands and workers are one connection each.
        "OPTIONS": _DATABASE_OPTIONS | (_POOL if env.flag("MEDIMAIL_DB_POOL", False) else {}),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# Addresses are unique whatever their case, by a constraint that this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["medimail.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "medimail.accounts.passwords.ComposedOf"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "medimail.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "medimail.web.accounts.names.Names"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # of this device; all others are, since their sessions carry the old hash
# How many of our own proxies a request passes: from them alone is an address of a visitor believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("MEDIMAIL_PROXIES", 0)
ACCOUNT_RATE_LIMITS = {
    "login": env.text("MEDIMAIL_LOGIN_RATE", "60/m/ip"),
    "login_failed": env.text("MEDIMAIL_LOGIN_FAILED_RATE", "10/m/ip") + ",5/5m/key",
    "signup": env.text("MEDIMAIL_SIGNUP_RATE", "20/m/ip"),
    "reset_password": "20/m/ip,5/m/key,10/h/key",
    "confirm_email": "1/10s/key,10/h/key",
    "resend": "20/m/ip",
    "manage_email": "10/h/user,3/h/key",
    "word": "30/h/user",
    "national_number": env.text("MEDIMAIL_NUMBER_RATE", "40/5m/user,600/5m/ip"),
    "provider_start": "120/m/ip",
    "portal_answer": "120/m/ip",
    # Per person, whatever the session and the network: guesses at a second factor, and codes sent by mail.
    "second_factor": "5/5m/key",
    "second_factor_day": "50/d/key",
    "mail_code": "10/h/key",
    "reauthenticate": "30/5m/user",
    # Reading the directory, typed letters included. Beyond `…_much` it is traced, as often as `directory_noted`.
    "directory": env.text("MEDIMAIL_DIRECTORY_RATE", "120/m/user,600/h/user"),
    "directory_card": "60/m/user,600/h/user",
    "recipients": env.text("MEDIMAIL_RECIPIENTS_RATE", "120/m/user,1500/h/user"),
    "directory_much": "300/h/user",
    "recipients_much": "900/h/user",
    "directory_noted": "1/h/key",
    "appointment": env.text("MEDIMAIL_BOOKING_RATE", "10/10m/ip,40/d/ip") + ",10/h/key",
}


# Who must prove more than a password. Pro Santé Connect, and portals known as strong, prove it by themselves.
SECOND_FACTOR = env.choice(
    "MEDIMAIL_SECOND_FACTOR", ("nobody", "administrators", "everyone"), "nobody" if DEMO else "everyone"
)
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "medimail.web.security.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey found on a desk is not enough
MFA_RATE_LIMITS = {"webauthn_login": env.text("MEDIMAIL_LOGIN_RATE", "60/m/ip")}
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 86400
MFA_TOTP_TOLERANCE = 2  # clocks up to 60 s apart, in steps of 30 s
MFA_TOTP_ISSUER = "Medimail"

SOCIALACCOUNT_ADAPTER = "medimail.web.federation.adapter.SocialAccountAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # a person of Pro Santé Connect may have no address yet
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "medimail.web.federation.oidc.provider.OpenIDConnect"},
    "saml": {"provider_class": "medimail.web.federation.saml.provider.Saml"},
}
SANDBOX_URL = env.text("MEDIMAIL_SANDBOX_URL")  # the stand-ins of the demonstration
# Empty: no Pro Santé Connect here. Its real discovery has a name of its own (docs/operate/sign-in.md).
PSC_DISCOVERY = env.text("MEDIMAIL_PSC_DISCOVERY")
PSC_CLIENT_ID = env.text("MEDIMAIL_PSC_CLIENT_ID", "medimail")
PSC_CLIENT_SECRET = _secret("psc-client-secret")
PSC_CLIENT_AUTH = env.choice(
    "MEDIMAIL_PSC_CLIENT_AUTH", ("client_secret_basic", "client_secret_post"), "client_secret_post"
)
PSC_SIGNING_ALGORITHM = env.choice("MEDIMAIL_PSC_SIGNING_ALGORITHM", ("RS256", "PS256", "ES256"), "RS256")

# A session left alone is locked, then asks for a way in again; none outlives the second limit.
SESSION_IDLE_MINUTES = env.number("MEDIMAIL_SESSION_IDLE_MINUTES", 120)
SESSION_HOURS = env.number("MEDIMAIL_SESSION_HOURS", 12)
# A MaxMind or DB-IP file of towns (MMDB); without one, sessions show the network address alone.
PLACES_FILE = env.text("MEDIMAIL_PLACES_FILE")

# How the national directory learns of our boxes (docs/operate/settings.md).
PUBLICATION = env.choice("MEDIMAIL_PUBLICATION", ("none", "file", "fhir"), "none")
PUBLICATION_FOLDER = env.text("MEDIMAIL_PUBLICATION_FOLDER", str(HOME / "publication"))
PUBLICATION_URL = env.address("MEDIMAIL_PUBLICATION_URL", "https://gateway.api.esante.gouv.fr/fhir/v2")
PUBLICATION_KEY = env.header(_SECRETS, "publication-key") if PUBLICATION == "fhir" else ""

_secure = PUBLIC_URL.startswith("https:")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "medimail.accounts.session_store"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "medimail.web.storage.StaticFiles"},
}
# Counts of tries, kept by the one web process: the database would answer each sign-in with fifty more queries. Behind
# several processes each would count alone, so limits would be that many times wider: share a cache then (Redis).
# Beyond its limit the cache forgets some of what it counts: at Django's 300, one visitor who asks for new passwords at
# 300 invented addresses would let everybody guess anew.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}},
}
PROCRASTINATE_IMPORT_PATHS = ["medimail.config.jobs"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# As many as the reader of a message opens (lib/mime): more would be refused by a page that cannot name the field.
DATA_UPLOAD_MAX_NUMBER_FILES = 450
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

IMAP_HOST, IMAP_PORT = env.endpoint("MEDIMAIL_IMAP", "127.0.0.1:8143")
SIEVE_HOST, SIEVE_PORT = env.endpoint("MEDIMAIL_SIEVE", "127.0.0.1:8144")
DOVEADM_HOST, DOVEADM_PORT = env.endpoint("MEDIMAIL_DOVEADM", "127.0.0.1:8146")
SUBMISSION_HOST, SUBMISSION_PORT = env.endpoint("MEDIMAIL_SUBMISSION", "127.0.0.1:8587")
SMTP_HOST, SMTP_PORT = env.endpoint("MEDIMAIL_SMTP", "127.0.0.1:8025")
POLICY_SOCKET = env.text("MEDIMAIL_POLICY_SOCKET", str(HOME / "run/policy"))
# Postfix shows the common names of the certificate and of its issuer, not their whole names.
TRUST_ISSUER = env.text("MEDIMAIL_TRUST_ISSUER", "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS")
# Where ANS publishes the list of the trust space, asked each hour; empty: it is read by hand (import-allow-list).
ALLOW_LIST_URL = env.address("MEDIMAIL_ALLOW_LIST_URL", "") if env.text("MEDIMAIL_ALLOW_LIST_URL") else ""
# A PEM file: the authority that certifies the list's signer, and its root for the server of the address (IGC-Santé).
ALLOW_LIST_AUTHORITY = env.text("MEDIMAIL_ALLOW_LIST_AUTHORITY")
ALLOW_LIST_SIGNER = env.text("MEDIMAIL_ALLOW_LIST_SIGNER", "alb.mssante.fr")
# How long the signer's certificate is still taken after its end; it lasts three years and nothing renews it by itself.
ALLOW_LIST_EXPIRED_DAYS = env.number("MEDIMAIL_ALLOW_LIST_EXPIRED_DAYS", 30)
# A list that has lost more of its entries or domains waits for somebody to say that this is right.
ALLOW_LIST_SHRINK_PERCENT = env.number("MEDIMAIL_ALLOW_LIST_SHRINK_PERCENT", 20)
ALLOW_LIST_ALARM_HOURS = env.number("MEDIMAIL_ALLOW_LIST_ALARM_HOURS", 24)
RELAY = env.optional_endpoint("MEDIMAIL_RELAY")
NOTICE_FROM = env.text("MEDIMAIL_NOTICE_FROM", "Medimail <ne-pas-repondre@medimail.example>")
# The domain of BAL MED: `.internal` is reserved for private use, so no peer can ever be asked for it.
INTERNAL_DOMAIN = env.text("MEDIMAIL_INTERNAL_DOMAIN", "med.medimail.internal")
# Invented people in the directory of the demonstration.
DEMO_PROFESSIONALS = env.number("MEDIMAIL_DEMO_PROFESSIONALS", 20_000)
# Paths or addresses of the national open files, read each morning by the worker; docs/operate/directory.md names them.
DIRECTORY_SOURCES = env.text("MEDIMAIL_DIRECTORY_SOURCES").split()
# Certificates of the authority that signs ANS's own servers (IGC-Santé), as a PEM file; empty: those of the system.
DIRECTORY_AUTHORITY = env.text("MEDIMAIL_DIRECTORY_AUTHORITY")
# Where a download waits while it is read; empty: where the system keeps temporary files.
DOWNLOADS = env.text("MEDIMAIL_DOWNLOADS")
# ADELI identifies a person, yet the national directory lists RPPS numbers.
PER_NEEDS_RPPS = env.flag("MEDIMAIL_PER_NEEDS_RPPS", default=True)
# What visitors told of themselves when booking an appointment is erased after that.
APPOINTMENTS_KEPT_DAYS = env.number("MEDIMAIL_APPOINTMENTS_KEPT_DAYS", 365)
# Who did what, three years; the database itself keeps everything for six months.
TRACES_KEPT_DAYS = env.number("MEDIMAIL_TRACES_KEPT_DAYS", 1096)
MEDIMAIL_MAX_ATTACHMENTS_BYTES = env.number("MEDIMAIL_MAX_ATTACHMENTS_BYTES", 25 * 1024 * 1024)
# What members of a shared box noted of a message, after the last of them touched it.
MEDIMAIL_TEAMWORK_KEPT_DAYS = env.number("MEDIMAIL_TEAMWORK_KEPT_DAYS", 1096)
# How long « Annuler » holds back a message; a person may choose less or more.
MEDIMAIL_UNDO_SECONDS = env.number("MEDIMAIL_UNDO_SECONDS", 10)
MEDIMAIL_MAX_RECIPIENTS = env.number("MEDIMAIL_MAX_RECIPIENTS", 500)
# Copies of whole boxes on their way out or in, seven days at most; a disk of its own spares that of the mail.
TRANSFERS_FOLDER = Path(env.text("MEDIMAIL_TRANSFERS", str(HOME / "transfers")))
TRANSFER_MAX_BYTES = env.number("MEDIMAIL_TRANSFER_MAX_BYTES", 20 * 1024**3)
# Between the announcement that a shared box closes and the day it does.
SHARED_BOX_CLOSING_DAYS = env.number("MEDIMAIL_SHARED_BOX_CLOSING_DAYS", 30)
# Days without any sign-in until an account is warned, warned again, suspended: a year is the published yardstick
# (CNIL, 2014-239), always after a warning. Nobody is suspended when the last is 0.
IDLE_FIRST_DAYS = env.number("MEDIMAIL_IDLE_FIRST_DAYS", 305)
IDLE_SECOND_DAYS = env.number("MEDIMAIL_IDLE_SECOND_DAYS", 350)
IDLE_SUSPEND_DAYS = env.number("MEDIMAIL_IDLE_SUSPEND_DAYS", 365)
if IDLE_SUSPEND_DAYS and not IDLE_FIRST_DAYS < IDLE_SECOND_DAYS < IDLE_SUSPEND_DAYS:
    raise env.SettingError("MEDIMAIL_IDLE_FIRST_DAYS, …_SECOND_DAYS and …_SUSPEND_DAYS must follow each other")
# A shared box that nobody opened for so long is shown to its managers and administrators; it stays open.
IDLE_BOX_DAYS = env.number("MEDIMAIL_IDLE_BOX_DAYS", 90)
MAILBOX_QUOTA_BYTES = env.number("MEDIMAIL_MAILBOX_QUOTA_BYTES", 5 * 1024**3)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "medimail.config.log_line.LogLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {name: {"level": "WARNING"} for name in ("procrastinate", "weasyprint", "fontTools")},
}
