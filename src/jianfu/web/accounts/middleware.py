"""Gives every request its actor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from jianfu.web.accounts.actor import NOBODY, Actor
from jianfu.web.accounts.models import Person
from jianfu.web.accounts.queries import actor_of
from jianfu.web.project.clock import today

Answer = Callable[[HttpRequest], HttpResponse]
# Where the session keeps the organisation that somebody with several chose.
HOME = "home"


class ActorRequest(HttpRequest):
    """A request as views get it."""

    actor: Actor


def know_actor(get_response: Answer) -> Answer:
    """Sets ``request.actor``; the roles are read when somebody asks for them."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # ours
        return get_response(request)

    return answer


def _actor(request: HttpRequest) -> Actor:
    person = request.user
    if not isinstance(person, Person):
        return NOBODY
    return actor_of(person, today(), request.session.get(HOME))
