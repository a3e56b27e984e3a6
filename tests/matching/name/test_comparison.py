from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.matching.name.comparison import compare_names, compare_readings
from passerelle.matching.name.reading import read
from passerelle.matching.name.threshold import SAME_NAME

WORDS = [
    "besa",
    "ana",
    "strakov",
    "brandl",
    "bin",
    "abu",
    "abd",
    "ogly",
    "van",
    "2",
    "j.",
    "ltd",
    "محمد",
    "Беса",
]
NAMES = st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
SCHEMATA = st.sampled_from(["Person", "Company", "Vessel", "LegalEntity", ""])

SAME_PERSON = {
    "order": ("Besa Strakova", "STRAKOVA, Besa"),
    "spelling": ("Mohamed Brandl", "Muhammad Brandl"),
    "middle-name-left-out": ("Mohamed Karim Strakov", "Mohamed Strakov"),
    "one-letter": ("Besa Strakova", "Besa Strakoba"),
    "misread-figures": ("B3sa 5trakova", "Besa Strakova"),
    "written-together": ("BesaStrakova", "Besa Strakova"),
    "written-apart": ("Besa Stra kova", "Besa Strakova"),
    "initial": ("B. Strakova", "Besa Strakova"),
    "initials-with-dots": ("Strakov N.V.", "Nikolai Viktorovich Strakov"),
    "short-name": ("Bill Strakov", "William Strakov"),
    "other-language": ("Ivan Brandler", "Johannes Brandler"),
    "title": ("Colonel Besa Strakova", "Besa Strakova"),
    "particle": ("Besa van der Brandl", "Besa Brandl"),
    "servant-of": ("Abdul Rahman Brandl", "Abd al-Rahmane Brandl"),
    "faith": ("Salah al-Din Brandl", "Salaheddine Brandl"),
    "kunya-left-out": ("Abu Zayd Karim Brandl", "Karim Brandl"),
    "cyrillic": ("Беса Стракова", "Besa Strakova"),
    "french-cyrillic": ("Sergueï Chtrakov", "Сергей Штраков"),
    "serbian": ("Đorđe Šešelj", "Ђорђе Шешељ"),
    "greek": ("Γιώργος Μπράντλης", "Giorgos Brandlis"),
    "arabic": ("محمد كريم", "Mohamed Karim"),
    "persian": ("حسین رضایی", "Hossein Rezaei"),
    "hebrew": ("דוד ברנדל", "David Brandel"),
    "ethiopic": ("ኃይሌ ገብረሥላሴ", "Haile Gebreselassie"),
    "vietnamese": ("Nguyễn Văn Đức", "Nguyen Van Duc"),
    "turkish": ("Şükrü Gökçe", "Sukru Gokce"),
    "romanian": ("Ștefan Brândușă", "Stefan Brandusa"),
    "albanian": ("Çlirim Brëndi", "Clirim Brendi"),
    "albanian-and-serbian": ("Xhevat Gjorda", "Dževat Đorda"),
    "serbian-without-marks": ("Ђорђе Брандлић", "Dorde Brandlic"),
    "particles-written-on": ("Vandenberg Besa", "Besa van den Berg"),
    "spanish-particles-written-on": ("Besa Delacruz", "Besa de la Cruz"),
    "faith-with-its-article-apart": ("Salah ad-Din Brandl", "Salahuddin Brandl"),
    "laqab-left-out": ("Karim Brandl Nasir ad-Din", "Karim Brandl"),
    "kunya-in-arabic": ("أبو زيد كريم حداد", "Abu Zayd Karim Haddad"),
    "initials-without-dots": ("JP Brandl", "Jean-Pierre Brandl"),
    "patronymic-left-out": ("Беса Викторовна Стракова", "Besa Strakova"),
    "sorani": ("شێرکۆ محەمەد", "Sherko Mohammed"),
    "pashto-with-a-joiner": ("زلمی خلیل\u200cزاد", "Zalmay Khalilzad"),  # noqa: RUF001 - letters as they are
    "persian-written-together": ("محمدرضا نوری", "Mohammad Reza Nouri"),
    "hebrew-letters-of-two-sounds": ("אברהם לוי", "Avraham Levi"),
    "ethiopic-two-words": ("ገብረ መድህን ወልደ", "Gebremedhin Wolde"),
    "ukrainian": ("Олександр Гриценко", "Oleksandr Hrytsenko"),
    "misread-letters": ("Karirn Brandl", "Karim Brandl"),
}
OTHER_PERSON = {
    "brothers": ("Hassan Karim Brandl", "Hussein Karim Brandl"),
    "brothers-in-arabic": ("حسن كريم", "حسين كريم"),
    "brothers-across-scripts": ("حسن كريم", "Hussein Karim"),
    "namesakes": ("Besa Strakova", "Besa Lindova"),
    "father-and-son": ("Salman bin Karim Brandl", "Karim bin Salman Brandl"),
    "patronymics": ("Sergei Viktorovich Strakov", "Sergei Borisovich Strakov"),
    "man-and-woman": ("Angelo Brandl", "Angela Brandl"),
    "initial-of-another": ("Hans O Brandl", "Hans Joachim Brandl"),
    "one-word": ("Besa", "Besa Lina Strakova"),
    "servant-of-another-name": ("Abdul Hamid Brandl", "Abdul Ghani Brandl"),
    "initials-of-another": ("KP Brandl", "Jean-Pierre Brandl"),
    "vietnamese-brothers": ("Nguyễn Văn Đức", "Nguyễn Văn Hùng"),
    "grandfathers": ("Besa Karim Strakov", "Besa Karim Lindov"),
}
SAME_BODY = {
    "legal-form": ("Brandl Trading Ltd", "Brandl Trading Limited", "Company"),
    "legal-form-translated": ("OOO Strakov", "Strakov LLC", "Company"),
    "legal-form-spelled-out": (
        "Obshchestvo s ogranichennoi otvetstvennostyu Strakov",
        "OOO Strakov",
        "Company",
    ),
    "dots": ("Brandl S.A.R.L.", "Brandl SARL", "Company"),
    "form-written-on": ("BrandlAG", "Brandl AG", "Company"),
    "article": ("The Brandl Company", "Brandl Company", "Company"),
    "sign": ("Brandl & Strakov Co.", "Brandl and Strakov Co.", "Company"),
    "ordinal": ("1st Brandl Bank", "First Brandl Bank", "Company"),
    "acronym": ("BSF", "Brandl Strakov Foundation", "Organization"),
    "ship": ("MV Brandl Star", "BRANDL STAR", "Vessel"),
    "unsaid": ("Brandl Shipping Ltd", "Brandl Shipping LLC", ""),
}
OTHER_BODY = {
    "trade": ("Brandl Insurance Ltd", "Brandl Shipping Ltd", "Company"),
    "only-trade-agrees": ("Strakov Construction Company", "Brandl Construction Company", "Company"),
    "longer-word": ("OOO Bran", "OOO Brandler", "Company"),
    "ships-of-a-series": ("Brandl 7", "Brandl 8", "Vessel"),
}


def score(left: str, right: str, schema: str = "Person") -> float:
    return compare_names(left, right, schema).score


@pytest.mark.parametrize(("left", "right"), SAME_PERSON.values(), ids=SAME_PERSON)
def test_one_name_in_two_writings_is_the_same(left: str, right: str) -> None:
    assert compare_names(left, right, "Person").same


@pytest.mark.parametrize(("left", "right"), OTHER_PERSON.values(), ids=OTHER_PERSON)
def test_names_of_different_people_are_not_the_same(left: str, right: str) -> None:
    assert not compare_names(left, right, "Person").same


@pytest.mark.parametrize(("left", "right", "schema"), SAME_BODY.values(), ids=SAME_BODY)
def test_one_body_in_two_writings_is_the_same(left: str, right: str, schema: str) -> None:
    assert compare_names(left, right, schema).same


@pytest.mark.parametrize(("left", "right", "schema"), OTHER_BODY.values(), ids=OTHER_BODY)
def test_names_of_different_bodies_are_not_the_same(left: str, right: str, schema: str) -> None:
    assert not compare_names(left, right, schema).same


def test_the_nearer_name_ranks_before_the_less_near() -> None:
    name = "Mohamed Karim Strakov"
    ranked = ["Mohamed Karim Strakov", "Muhammad Karim Strakov", "Mohamed Strakov", "Ahmed Karim Strakov"]
    shuffled = ranked[::-1]
    assert sorted(shuffled, key=lambda other: -score(name, other)) == ranked


@given(NAMES, NAMES, SCHEMATA)
def test_a_score_is_between_nought_and_one_and_the_same_both_ways(left: str, right: str, schema: str) -> None:
    found = score(left, right, schema)
    assert 0 <= found <= 1
    assert found == pytest.approx(score(right, left, schema), abs=0.05)


@given(
    st.lists(st.sampled_from(["besa", "strakova", "brandl", "lindov"]), min_size=1, max_size=4, unique=True)
)
def test_a_name_is_the_same_as_itself_in_any_order(words: list[str]) -> None:
    assert score(" ".join(words), " ".join(reversed(words))) == pytest.approx(1.0)


def test_the_same_is_what_reaches_the_published_threshold() -> None:
    found = compare_names("Besa Strakova", "Besa Strakoba", "Person")
    assert found.same is (found.score >= SAME_NAME)


def test_a_name_without_any_word_is_the_same_as_nothing() -> None:
    found = compare_names("---", "---", "Person")
    assert not found.same
    assert found.why == "There is no word to compare."


def test_where_one_side_is_a_body_both_are_read_as_one() -> None:
    assert compare_names("Brandl Trading Company Ltd", "Brandl Trading").same


def test_names_that_are_read_already_give_the_same() -> None:
    left, right = "Besa Strakova", "Bessa Strakova"
    assert compare_readings(read(left, "Person"), read(right, "Person")).score == score(left, right)
