from __future__ import annotations

from passerelle.core.subject import SubjectCategory


def test_the_protected_are_never_asked_about() -> None:
    protected = {one for one in SubjectCategory if one.is_protected}
    askable = {one for one in SubjectCategory if one.may_be_asked_about}

    assert protected == {"victim", "presumed-victim", "protected-witness", "smuggled-person"}
    assert askable == {"designated", "suspect", "convicted"}
