"""Addresses of the rules for data of pupils."""

from django.urls import path

from jianfu.web.accounts.rules import views

urlpatterns = [
    path("organisations/<int:organisation>/pupil-rules/", views.pupil_rules, name="pupil_rules"),
    path("pupil-rules/<int:rules>/withdraw/", views.withdraw_pupil_rules, name="withdraw_pupil_rules"),
]
