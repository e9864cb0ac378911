"""Addresses of ledgers and their rows."""

from django.urls import path

from jianfu.web.records import views

app_name = "records"
urlpatterns = [
    path("records/<int:organisation>/", views.ledgers, name="ledgers"),
    path("records/<int:organisation>/<slug:ledger>/", views.rows, name="rows"),
    path("records/<int:organisation>/<slug:ledger>/enter/", views.enter, name="enter"),
    path("records/<int:organisation>/<slug:ledger>/withdrawn/", views.withdrawn, name="withdrawn"),
    path("records/<int:organisation>/<slug:ledger>/take-away/", views.take_away, name="take_away"),
    path("records/form/<slug:ledger>/", views.blank_form, name="blank_form"),
    path("records/row/<slug:ledger>/<int:number>/", views.row, name="row"),
    path("records/row/<slug:ledger>/<int:number>/correct/", views.correct, name="correct"),
    path("records/row/<slug:ledger>/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("records/row/<slug:ledger>/<int:number>/restore/", views.restore, name="restore"),
]
