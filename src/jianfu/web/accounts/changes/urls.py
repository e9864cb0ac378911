"""Addresses of one role and its changes."""

from django.urls import path

from jianfu.web.accounts.changes import views

urlpatterns = [
    path("assignments/<int:assignment>/", views.assignment, name="assignment"),
    path("assignments/<int:assignment>/end/", views.end_assignment, name="end_assignment"),
    path("assignments/<int:assignment>/hand-over/", views.hand_over, name="hand_over"),
    path("assignments/<int:assignment>/resume/", views.resume, name="resume"),
    path("assignments/<int:assignment>/add/", views.add_role, name="add_role"),
    path("assignments/<int:assignment>/remove-code/", views.remove_code, name="remove_code"),
]
