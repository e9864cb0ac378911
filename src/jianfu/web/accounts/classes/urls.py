"""Addresses of classes."""

from django.urls import path

from jianfu.web.accounts.classes import views

urlpatterns = [
    path("organisations/<int:organisation>/classes/", views.classes, name="classes"),
    path("organisations/<int:organisation>/classes/promotion/", views.promotion, name="promotion"),
    path(
        "organisations/<int:organisation>/classes/promotion/<int:year>/undo/",
        views.undo_promotion,
        name="undo_promotion",
    ),
    path("classes/<int:school_class>/close/", views.close_class, name="close_class"),
]
