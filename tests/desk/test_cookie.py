from __future__ import annotations

from passerelle.desk.cookie import cookie_name


def test_two_nodes_on_one_host_share_no_cookie_name() -> None:
    assert cookie_name("a" * 32, "session") != cookie_name("b" * 32, "session")


def test_a_name_says_which_part_it_is() -> None:
    assert cookie_name("0123456789abcdef", "form") == "passerelle-0123456789-form"
