"""Addresses of organisations, people and invitations."""

from django.urls import include, path

from jianfu.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:organisation>/", views.organisation, name="organisation"),
    path("organisations/<int:organisation>/add/", views.add_organisation, name="add_organisation"),
    path("organisations/<int:organisation>/home/", views.go_home, name="go_home"),
    path("organisations/<int:organisation>/people/", views.people, name="people"),
    path("organisations/<int:organisation>/people/invite/", views.invite, name="invite"),
    path("assignments/<int:assignment>/invite/", views.invite_again, name="invite_again"),
    path("invitation/<str:token>/", views.accept, name="accept"),
    path("", include("jianfu.web.accounts.classes.urls")),
    path("", include("jianfu.web.accounts.changes.urls")),
    path("", include("jianfu.web.accounts.tree.urls")),
    path("", include("jianfu.web.accounts.rules.urls")),
    path("", include("jianfu.web.accounts.arriving.urls")),
]
