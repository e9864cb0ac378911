"""Addresses of what was done."""

from django.urls import path

from jianfu.web.audit import views

app_name = "audit"
urlpatterns = [path("organisations/<int:organisation>/acts/", views.acts, name="acts")]
