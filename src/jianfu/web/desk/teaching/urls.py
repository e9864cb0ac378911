"""Addresses of a teacher's pages."""

from django.urls import path

from jianfu.web.desk.teaching import views

app_name = "teaching"
urlpatterns = [
    path("<int:organisation>/", views.day, name="day"),
    path("<int:organisation>/lessons/", views.lessons, name="lessons"),
    path("<int:organisation>/<int:grade>/<int:number>/", views.register, name="register"),
    path("<int:organisation>/<int:grade>/<int:number>/none/", views.no_homework, name="no_homework"),
    path("<int:organisation>/<int:grade>/<int:number>/allotment/", views.allotment, name="allotment"),
    path("rows/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
