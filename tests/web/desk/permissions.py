"""Who reaches the desk."""

from tests.web.matrix import Page

PAGES = [Page("desk:home", everyone=True)]
