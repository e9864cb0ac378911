"""Addresses of the whole site: one line for each app."""

from django.urls import include, path

from jianfu.web.project import views

urlpatterns = [
    path("", include("jianfu.web.desk.urls")),
    path("teaching/", include("jianfu.web.desk.teaching.urls")),
    path("", include("jianfu.web.accounts.urls")),
    path("", include("jianfu.web.accounts.sign_in_urls")),
    path("", include("jianfu.web.audit.urls")),
    path("", include("jianfu.web.board.urls")),
    path("", include("jianfu.web.policies.urls")),
    path("", include("jianfu.web.records.imports.urls")),
    path("", include("jianfu.web.records.urls")),
    path("language/<str:language>/", views.language, name="language"),
    path("suggestions/", views.suggestions, name="suggestions"),
]

handler400 = "jianfu.web.project.errors.bad_request"
handler403 = "jianfu.web.project.errors.forbidden"
handler404 = "jianfu.web.project.errors.missing"
handler429 = "jianfu.web.project.errors.too_many"  # allauth's, by the same custom
handler500 = "jianfu.web.project.errors.failed"
