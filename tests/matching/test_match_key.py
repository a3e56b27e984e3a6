from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.matching.match_key import MOST_NAME_KEYS, Key, KeyKind, keys_of

TOKENS = ["Brandel", "Storkov", "Mohammed", "Salim", "Kestrel", "Ivan", "سالم", "Юсуф", "Quillan"]

if TYPE_CHECKING:
    from random import Random  # noqa: TID251 - Hypothesis hands one in; nothing is drawn outside it


def texts(schema: str, *facts: tuple[str, str], region: str | None = None) -> set[str]:
    return {str(key) for key in keys_of(schema, facts, region=region)}


@pytest.mark.parametrize(
    ("schema", "facts", "expected"),
    [
        pytest.param("Person", [("phone", "+33 6 39 98 12 34")], "phone:+33639981234", id="phone"),
        pytest.param(
            "UserAccount", [("number", "+33 6 39 98 12 34")], "phone:+33639981234", id="account-phone"
        ),
        pytest.param("Person", [("email", "A@Haven.Example")], "email:a@haven.example", id="email"),
        pytest.param("Person", [("passportNumber", "p-12 34567")], "document:P1234567", id="passport"),
        pytest.param(
            "Passport", [("number", "p1234567"), ("country", "fr")], "document:P1234567", id="number"
        ),
        pytest.param("Vehicle", [("registrationNumber", "ab-123")], "plate:AB123", id="plate"),
        pytest.param("Company", [("registrationNumber", "ab-123")], "document:AB123", id="company-number"),
        pytest.param(
            "BankAccount",
            [("accountNumber", "00123456"), ("country", "Libya")],
            "account:LY//00123456",
            id="local-account",
        ),
        pytest.param(
            "UserAccount",
            [("username", "@Night_Boat"), ("service", "Telegram")],
            "handle:telegram/night_boat",
            id="handle",
        ),
        pytest.param(
            "CryptoWallet",
            [("publicKey", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")],
            "crypto:btc/1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            id="crypto",
        ),
        pytest.param("Person", [("name", "Brandel Storkov")], "name:brndl strkv", id="name"),
        pytest.param("Company", [("name", "Brandel Ltd.")], "name:=brndl", id="company-name"),
    ],
)
def test_a_fact_gives_its_key(schema: str, facts: list[tuple[str, str]], expected: str) -> None:
    assert expected in texts(schema, *facts)


@pytest.mark.parametrize(
    "prop",
    ["nationality", "citizenship", "birthPlace", "birthCountry", "religion", "ethnicity", "notes", "country"],
)
def test_origin_and_remarks_give_no_key(prop: str) -> None:
    name = ("name", "Mohammed Ahmed")
    assert texts("Person", name, (prop, "Brandel Storkov")) == texts("Person", name) == set()


def test_a_national_number_needs_its_region() -> None:
    assert texts("Person", ("phone", "06 39 98 12 34")) == set()
    assert texts("Person", ("phone", "06 39 98 12 34"), region="FR") == {"phone:+33639981234"}


def test_a_bare_byname_is_no_key() -> None:
    assert texts("Person", ("name", "Kestrelinho")) == set()
    assert texts("Person", ("alias", "Kestrelinho")) == set()


def test_a_byname_is_read_beside_the_first_word_of_the_main_name() -> None:
    listed = texts("Person", ("name", "Salim Brandel"), ("weakAlias", "al-Kestrel"))
    assert texts("Person", ("name", "Kestrel Salem")) & listed


def test_a_year_joins_common_names_and_an_approximate_one_reaches_its_neighbours() -> None:
    exact = texts("Person", ("name", "Mohammed Salim"), ("birthDate", "1980-05-03"))
    about = texts("Person", ("name", "Mohamed Salem"), ("birthDate", "1981~"))
    assert exact == {"name:mhmd slm@1980"}
    assert exact & about
    assert not exact & texts("Person", ("name", "Mohamed Salem"), ("birthDate", "1981"))


def test_many_years_of_birth_tell_nothing() -> None:
    assert texts("Person", ("name", "Mohammed Salim"), ("birthDate", "1970/1990")) == set()


def test_semicolons_and_brackets_do_not_mix_names() -> None:
    joined = texts("Person", ("name", "Brandel Storkov (chief)"), ("alias", "Ivan Quillan; Igor Kestrel"))
    assert joined == texts(
        "Person", ("name", "Brandel Storkov"), ("alias", "Ivan Quillan"), ("alias", "Igor Kestrel")
    )


def test_the_number_of_name_keys_is_capped() -> None:
    aliases = [("alias", f"{a}{c} {b}{d}") for a in TOKENS for b in TOKENS for c in "bdk" for d in "lmn"]
    assert len(keys_of("Person", aliases)) == MOST_NAME_KEYS


@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_order_and_case_of_a_name_never_matter(words: list[str], chance: Random) -> None:
    shuffled = words.copy()
    chance.shuffle(shuffled)
    assert texts("Person", ("name", " ".join(shuffled).upper())) == texts("Person", ("name", " ".join(words)))


@given(
    st.permutations([("name", "Brandel Ivan Storkov"), ("alias", "Quillan Kestrel"), ("birthDate", "1980")])
)
def test_order_of_facts_never_matters(facts: list[tuple[str, str]]) -> None:
    assert keys_of("Person", facts) == keys_of("Person", sorted(facts))


@given(
    st.text(max_size=40), st.sampled_from(["name", "phone", "email", "birthDate", "username", "publicKey"])
)
def test_any_text_is_survived(value: str, prop: str) -> None:
    assert all(key.value for key in keys_of("Person", [(prop, value), ("name", "Brandel Storkov")]))


def test_a_key_is_hashed_as_kind_and_value() -> None:
    assert str(Key(KeyKind.PHONE, "+33639981234")) == "phone:+33639981234"
