"""Addresses of the board. Those under public/ name their language: the same address is the same page for everybody."""

from django.urls import path, register_converter

from jianfu.web.board import views


class Language:
    """The two languages as addresses name them."""

    regex = "zh|en"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Language, "language")

app_name = "board"
urlpatterns = [
    path("public/", views.front, name="front"),
    path("public/<language:language>/", views.start, name="start"),
    path("public/<language:language>/units/<int:number>/", views.unit, name="unit"),
    path("public/<language:language>/charges/", views.charges, name="charges"),
    path("public/<language:language>/data/", views.data, name="data"),
    path("public/<language:language>/data/manifest.json", views.manifest, name="manifest"),
    path("public/<language:language>/data/<slug:name>.<str:form>", views.file, name="file"),
    path("public/<language:language>/heads/", views.heads, name="heads"),
    path("public/<language:language>/heads.json", views.heads_file, name="heads_file"),
    path("public/<language:language>/suggestions/", views.suggestions, name="suggestions"),
    path("public/<language:language>/class/<str:token>/", views.class_page, name="class_page"),
    path("class-links/<int:organisation>/", views.class_links, name="class_links"),
    path("class-links/<int:organisation>/renew/", views.renew, name="renew_links"),
]
