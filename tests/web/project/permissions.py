"""Who reaches the pages that belong to no app."""

from tests.web.matrix import Page

PAGES = [
    Page("language", arguments=lambda _county: {"language": "en"}, public=True),
    Page("suggestions", public=True),
]
