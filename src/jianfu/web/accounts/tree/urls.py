"""Addresses of changes of an organisation."""

from django.urls import path

from jianfu.web.accounts.tree import views

urlpatterns = [
    path("organisations/<int:organisation>/edit/", views.edit_organisation, name="edit_organisation"),
    path("organisations/<int:organisation>/move/", views.move_organisation, name="move_organisation"),
    path("organisations/<int:organisation>/close/", views.close_organisation, name="close_organisation"),
    path("organisations/<int:organisation>/reopen/", views.reopen_organisation, name="reopen_organisation"),
]
