"""Addresses of the desk."""

from django.urls import path

from jianfu.web.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/<int:organisation>/", views.organisation, name="organisation"),
    path("desk/<int:organisation>/below/", views.below, name="below"),
    path("desk/<int:organisation>/below/take-away/", views.take_away, name="take_away"),
]
