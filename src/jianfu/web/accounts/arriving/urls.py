"""Addresses of lists that come in."""

from django.urls import path

from jianfu.web.accounts.arriving import views

urlpatterns = [
    path("organisations/<int:organisation>/people/import/", views.import_people, name="import_people"),
    path(
        "organisations/<int:organisation>/people/import/confirm/", views.confirm_people, name="confirm_people"
    ),
    path("organisations/<int:organisation>/people/import/form/", views.people_form, name="people_form"),
    path("organisations/<int:organisation>/import/", views.import_organisations, name="import_organisations"),
    path(
        "organisations/<int:organisation>/import/confirm/",
        views.confirm_organisations,
        name="confirm_organisations",
    ),
    path(
        "organisations/<int:organisation>/import/form/", views.organisations_form, name="organisations_form"
    ),
]
