"""Addresses of imports."""

from django.urls import path

from jianfu.web.records.imports import views

app_name = "imports"
urlpatterns = [
    path("organisations/<int:organisation>/imports/", views.imports, name="imports"),
    path("organisations/<int:organisation>/imports/hand-in/", views.hand_in, name="hand_in"),
    path("imports/<int:number>/", views.imported, name="imported"),
    path("imports/<int:number>/rows/<str:ledger>/<str:verdict>/", views.rows, name="rows"),
    path("imports/<int:number>/cells/", views.cells, name="cells"),
    path("imports/<int:number>/confirm/", views.confirm, name="confirm"),
    path("imports/<int:number>/drop/", views.drop, name="drop"),
    path("imports/<int:number>/again/", views.again, name="again"),
    path("imports/<int:number>/undo/", views.undo, name="undo"),
    path("imports/<int:number>/original/", views.original, name="original"),
]
