"""How people sign in: settings of django-allauth, kept together and imported by settings.py."""

import os

# Codes may be shown on the console of one's own machine, never in the log of a public server.
IS_PUBLIC = bool(os.environ.get("ECOOP_ORIGINS"))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if IS_PUBLIC else 'console'}.EmailBackend"
EMAIL_HOST = os.environ.get("ECOOP_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ECOOP_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ECOOP_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ECOOP_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ECOOP_EMAIL_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("ECOOP_EMAIL_FROM", "ecoop <ecoop@localhost>")
SMS_SENDER = f"ecoop.access.providers.sms.senders.{'send_nowhere' if IS_PUBLIC else 'send_to_console'}"

LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "ecoop.access.adapter.SignInAdapter"
ACCOUNT_FORMS = {"login": "ecoop.access.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# Nobody signs up alone: an organisation registers its people, so what stands here only satisfies a check.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "request_login_code": "20/m/ip,3/m/key"}

MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "ecoop"
# Browsers allow passkeys without TLS only on localhost, and so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PUBLIC
