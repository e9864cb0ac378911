"""Addresses of policies, norms, the marks of places and plans."""

from django.urls import path

from jianfu.web.policies import plan_views, views

app_name = "policies"
urlpatterns = [
    path("policies/", views.norms, name="norms"),
    path("policies/norms/<path:norm>/", views.norm, name="norm"),
    path("policies/papers/", views.papers, name="papers"),
    path("policies/papers/<path:paper>/", views.paper, name="paper"),
    path("policies/places/<int:organisation>/", views.place, name="place"),
    path("policies/places/<int:organisation>/marks/<path:norm>/", views.set_mark, name="set_mark"),
    path("policies/places/<int:organisation>/end/", views.end_mark, name="end_mark"),
    path("policies/places/<int:organisation>/import/", views.import_pack, name="import_pack"),
    path("policies/places/<int:organisation>/versions/<int:number>.yaml", views.pack, name="pack"),
    path("policies/places/<int:organisation>/checklists/<slug:name>.xlsx", views.checklist, name="checklist"),
    path("policies/places/<int:organisation>/plans/", plan_views.hand_in, name="hand_in"),
    path("policies/plans/<int:plan>/", plan_views.plan, name="plan"),
    path("policies/plans/<int:plan>/original/", plan_views.original, name="original"),
    path("policies/drafts/<int:draft>/", plan_views.draft, name="draft"),
    path("policies/drafts/<int:draft>/adopt/", plan_views.adopt, name="adopt"),
    path("policies/drafts/<int:draft>/change/", plan_views.change, name="change"),
    path("policies/drafts/<int:draft>/reject/", plan_views.reject, name="reject"),
    path("policies/questions/<int:question>/end/", plan_views.end_question, name="end_question"),
]
