from __future__ import annotations

from django.test import override_settings

from passerelle.desk.installation import IDLE_MINUTES, installation, request_env


def stranger() -> str:
    return "a world"


def test_the_world_is_a_callable_or_its_path() -> None:
    for made in (stranger, f"{__name__}.stranger"):
        with override_settings(PASSERELLE_DESK={"env": made}):
            assert str(request_env()) == "a world"


def test_a_node_is_no_exercise_unless_it_says_so() -> None:
    with override_settings(PASSERELLE_DESK={}):
        found = installation()
    assert (found.exercise, found.idle_minutes) == (False, IDLE_MINUTES)
