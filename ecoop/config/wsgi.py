"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from ecoop.config.logs import configure_logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecoop.config.settings")
application = get_wsgi_application()
configure_logs()
