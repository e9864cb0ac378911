"""Addresses of imports."""

from django.urls import path

from jianfu.web.records.imports import views

app_name = "imports"
urlpatterns = [
    path("records/<int:organisation>/imports/", views.imports, name="imports"),
    path("records/<int:organisation>/imports/hand-in/", views.hand_in, name="hand_in"),
    path("records/imports/<int:number>/", views.imported, name="imported"),
    path("records/imports/<int:number>/rows/<str:ledger>/<str:verdict>/", views.rows, name="rows"),
    path("records/imports/<int:number>/cells/", views.cells, name="cells"),
    path("records/imports/<int:number>/confirm/", views.confirm, name="confirm"),
    path("records/imports/<int:number>/drop/", views.drop, name="drop"),
    path("records/imports/<int:number>/again/", views.again, name="again"),
    path("records/imports/<int:number>/undo/", views.undo, name="undo"),
    path("records/imports/<int:number>/original/", views.original, name="original"),
]
