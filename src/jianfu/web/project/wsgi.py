"""The site for a WSGI server. JIANFU_DATA names its data folder."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianfu.web.project.settings")
application = get_wsgi_application()
