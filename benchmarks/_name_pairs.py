# ruff: noqa: RUF001, E501, SIM905, PLR2004, C901, PLR0911, PLR0912 - tables of names in their own letters, and of ways to change them
"""Pairs of names with their truth, made by rule: other scripts, parts, slips, and hard negatives.

Every name is composed of words that very many people or companies carry, so
none is anybody's. The same seed gives the same pairs. Each pair says how it
was made, so that errors can be counted by kind.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

# Each word with other usual Latin spellings and, after the bar, as its own script writes it.
ARABIC_GIVEN = """
Mohammed Mohamed Muhammad Mohamad|محمد; Ahmed Ahmad|أحمد; Khaled Khalid|خالد; Youssef Yusuf Yousef|يوسف; Omar Umar|عمر
Hassan Hasan|حسن; Hussein Husayn Hussain|حسين; Tarek Tariq Tareq|طارق; Mustafa Mostafa Moustapha|مصطفى; Said Saeed Sayeed|سعيد
Nabil Nabeel|نبيل; Walid Waleed Oualid|وليد; Karim Kareem|كريم; Jamal Gamal Djamel|جمال; Samir Sameer|سمير; Hisham Hicham|هشام
Ziad Ziyad|زياد; Bilal Belal|بلال; Anwar Anouar|أنور; Mahmoud Mahmud|محمود; Hamid Hameed|حميد; Rashid Rasheed Rachid|رشيد
Fatima Fatma Fatimah|فاطمة; Khadija Khadijah|خديجة; Zainab Zeinab Zaynab|زينب; Mariam Maryam|مريم; Layla Leila|ليلى
Abdul_Rahman Abdulrahman Abderrahmane Abd_al-Rahman|عبد الرحمن; Abdul_Karim Abdelkrim Abdulkareem|عبد الكريم
Abdullah Abdallah|عبد الله; Salah_al-Din Salahuddin Salaheddine|صلاح الدين; Nasser Naser Nasir|ناصر; Faisal Faysal|فيصل
"""
ARABIC_SURNAME = """
al-Masri El-Masry Masri|المصري; al-Tikriti Tikriti|التكريتي; Haddad Hadad|حداد; Khoury Khouri Khuri|خوري; Zawahiri al-Zawahri|الظواهري
Mansour Mansur|منصور; Shahin Chahine Shaheen|شاهين; Darwish Darwiche|درويش; Barakat Barakate|بركات; al-Ghamdi Ghamdi|الغامدي
Qasemi Kasimi Qasimi|قاسمي; al-Harbi Harbi|الحربي; Boukhari Bukhari|بخاري; Jabouri al-Juburi Jaburi|الجبوري; Suwaidan Sweidan|سويدان
al-Shammari Shamari|الشمري; Hariri al-Hariri|الحريري; Fakhoury Fakhouri|فاخوري; Othmani Osmani|عثماني; Ghannouchi Ghanushi|غنوشي
al-Baghdadi Baghdadi|البغدادي; Halabi al-Halabi|الحلبي; Trabelsi Trabulsi|طرابلسي; Sahraoui Sahrawi|صحراوي; Dulaimi al-Dulaymi|الدليمي
"""
RUSSIAN_GIVEN = """
Александр Сергей Владимир Дмитрий Андрей Алексей Николай Михаил Юрий Евгений Виктор Игорь Олег Константин Григорий
Борис Анатолий Валерий Фёдор Пётр Павел Роман Тимур Руслан Вячеслав Ярослав Геннадий Эдуард Ольга Елена Наталья Татьяна
"""
RUSSIAN_SURNAME = """
Кузнецов Соловьёв Щербаков Журавлёв Чайковский Хрущёв Яковлев Ефимов Цветков Шишкин Гаврилов Юдин Жданов Захарченко
Белоусов Тимошенко Шевченко Крючков Лебедев Воробьёв Голубев Мельниченко Бондаренко Пономарёв Рыжков Ильин Гайдамак
"""
GREEK = "Γιώργος Δημήτρης Νικόλαος Κωνσταντίνος Παναγιώτης Χρήστος Θεόδωρος Ευάγγελος Σπύρος Βασίλης"
GREEK_SURNAME = (
    "Παπαδόπουλος Αντωνόπουλος Χατζηδάκης Μπακογιάννης Γκίκας Οικονόμου Ξυδάκης Ψαρράς Τσακίρης Μητσοτάκος"
)
HEBREW = "Moshe|משה David|דוד Yosef|יוסף Shlomo|שלמה Avraham|אברהם Shimon|שמעון Rachel|רחל Yael|יעל"
HEBREW_SURNAME = "Mizrahi|מזרחי Peretz|פרץ Goldberg|גולדברג Shapira|שפירא Biton|ביטון Katz|כץ Friedman|פרידמן"
GEEZ = "Tesfaye|ተስፋዬ Abebe|አበበ Haile|ኃይሌ Kebede|ከበደ Girma|ግርማ Tadesse|ታደሰ Alemu|አለሙ Bekele|በቀለ Mulugeta|ሙሉጌታ Yohannes|ዮሐንስ"
PLAIN_GIVEN = """
Jean François René Anaïs Élodie Benoît Jérôme Zoë Đorđe Željko Nataša Šaban Ljiljana Čedomir Arben Çlirim Bashkim Gjergj
Mehmet Şükrü İbrahim Gülşen Özgür Çağlar Ștefan Gheorghe Ionuț Mircea Nguyễn Trần Phạm Đức Hương William Robert Margaret
Elizabeth Thomas Edward Jens Olaf Jürgen Wolfgang Klaus Piotr Zbigniew José Joaquín Guillermo Rodrigo Lucía Paolo Giacomo
"""
PLAIN_SURNAME = """
Lefèvre Bouchard Marchetti Fontaine Delacroix Petrović Đukanović Šešelj Jovanović Krasniqi Hoxha Berisha Gashi Yıldırım
Öztürk Demirtaş Kılıç Popescu Ionescu Dumitrașcu Văcărescu Whitaker Thornton Blackwood Ashworth Müller Schäfer Lindqvist
Sørensen Kowalczyk Nowakowski Wiśniewski Fernández Gutiérrez Echeverría Montalbán Ferreira Cavalcanti Okonkwo Adebayo Nkrumah
Traoré Coulibaly Diallo Ranasinghe Chaudhry Bhattacharya Rajapaksa Santoso Wijaya Vasconcelos Brannigan Haverford Zelinka
"""
BODY_HEAD = """
Almaz Zarya Orion Meridian Falkenberg Northgate Silverline Tamarind Caspian Levantine Bluewater Sahara Kestrel Vostok Aurelia
Halcyon Pelagos Montrose Castellan Redwood Ironbridge Solaris Borealis Emberton Marlowe Quintana Adriatica Rosneva Khazar Delphi
"""
BODY_TRADE = """
Shipping Trading Construction Insurance Logistics Petroleum Textiles Engineering Aviation Mining Investment Chemicals Steel
Electronics Fisheries Pharmaceuticals Transport Consulting Energy Airlines
"""
BODY_FORMS = (
    ("Ltd", "Limited", "Ltd."), ("LLC", "L.L.C.", "Limited Liability Company", "OOO"), ("GmbH", "G.m.b.H."), ("S.A.", "SA"),
    ("Inc.", "Incorporated", "Inc"), ("JSC", "OJSC", "Joint Stock Company", "AO"), ("Corp.", "Corporation"), ("S.A.R.L.", "SARL"),
)  # fmt: skip
PLACES = "France Germany Mexico Overseas Cyprus Levant Baltic Gulf Iberia Panama".split()
TITLES = "Mr Dr Sheikh Colonel Mrs Haji General Prof. Mullah".split()
SHORT = {
    "William": "Bill",
    "Robert": "Bob",
    "Elizabeth": "Liz",
    "Thomas": "Tom",
    "Edward": "Ted",
    "Margaret": "Peggy",
}
ICAO = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia".split(" "), strict=True))  # fmt: skip
ENGLISH = {**ICAO, "й": "y", "ю": "yu", "я": "ya", "ъ": "", "ё": "yo"}
FRENCH = {**ICAO, "у": "ou", "ш": "ch", "ч": "tch", "щ": "chtch", "ж": "j", "ю": "iou", "ъ": "", "ё": "io"}
GERMAN = {
    **ICAO,
    "ш": "sch",
    "ч": "tsch",
    "щ": "schtsch",
    "ж": "sch",
    "х": "ch",
    "ц": "z",
    "в": "w",
    "ю": "ju",
    "я": "ja",
    "й": "j",
}
GREEK_LATIN = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
KEYS_NEAR = {
    "a": "qs",
    "e": "wr",
    "i": "uo",
    "o": "ip",
    "n": "bm",
    "m": "n",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "l": "k",
    "k": "lj",
}
SEEN_AS = (("o", "0"), ("l", "1"), ("i", "1"), ("e", "3"), ("s", "5"), ("m", "rn"), ("b", "8"), ("d", "cl"))


@dataclass(frozen=True)
class NamePair:
    name1: str
    name2: str
    schema: str
    same: bool
    kind: str


@dataclass
class Person:
    """A name as its own script writes it, and ways to write each of its parts in Latin letters."""

    culture: str
    parts: list[str]  # given names, then the surname
    native: list[str]
    others: list[list[str]]

    def latin(self) -> str:
        return " ".join(self.parts).replace("_", " ")

    def written(self) -> str:
        return " ".join(self.native)


def entries(text: str) -> list[tuple[list[str], str]]:
    made = []
    for item in text.replace("\n", ";").split(";"):
        if item.strip():
            latin, _, native = item.strip().partition("|")
            made.append((latin.split(), native))
    return made


AR_GIVEN, AR_SURNAME = entries(ARABIC_GIVEN), entries(ARABIC_SURNAME)


def romanised(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(sign, sign) for sign in word.lower()).capitalize()


def greek(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    for two, sound in (("ου", "ou"), ("μπ", "b"), ("γκ", "g"), ("ευ", "ev"), ("αυ", "av")):
        bare = bare.replace(two, sound)
    return "".join(GREEK_LATIN.get(sign, sign) for sign in bare).capitalize()


def plain(word: str) -> str:
    word = word.replace("Đ", "D").replace("đ", "d").replace("ı", "i").replace("ø", "o").replace("ł", "l")
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def arabic(pick: random.Random) -> Person:
    chosen = [*pick.sample(AR_GIVEN, pick.choice([1, 2, 2, 3])), pick.choice(AR_SURNAME)]
    return Person(
        "arabic", [one[0][0] for one in chosen], [one[1] for one in chosen], [one[0] for one in chosen]
    )


def russian(pick: random.Random) -> Person:
    given, surname = pick.choice(RUSSIAN_GIVEN.split()[:27]), pick.choice(RUSSIAN_SURNAME.split())
    native = [given]
    if pick.random() < 0.5:
        native.append(father(pick.choice(RUSSIAN_GIVEN.split()[:15])))
    native.append(surname)
    spelled = [[romanised(word, table) for table in (ENGLISH, ICAO, FRENCH, GERMAN)] for word in native]
    return Person("russian", [one[0] for one in spelled], native, spelled)


def father(given: str) -> str:
    stem = given.rstrip("йьаяы")
    return f"{stem}евич" if given[-1] in "йь" else f"{given}ович"


def pairs_of(text: str) -> list[tuple[str, str]]:
    return [(one.split("|")[0], one.split("|")[1]) for one in text.split()]


def other_script(pick: random.Random) -> Person:
    kind = pick.choice(["greek", "hebrew", "geez"])
    if kind == "greek":
        native = [pick.choice(GREEK.split()), pick.choice(GREEK_SURNAME.split())]
        latin = [greek(word) for word in native]
    else:
        tables = (HEBREW, HEBREW_SURNAME) if kind == "hebrew" else (GEEZ, GEEZ)
        chosen = [pick.choice(pairs_of(table)) for table in tables]
        latin, native = [one for one, _ in chosen], [two for _, two in chosen]
    return Person(kind, latin, native, [[one] for one in latin])


def western(pick: random.Random) -> Person:
    given = pick.sample(PLAIN_GIVEN.split(), pick.choice([1, 1, 2]))
    words = [*given, pick.choice(PLAIN_SURNAME.split())]
    return Person("latin", words, words, [[word, plain(word)] for word in words])


def person(pick: random.Random) -> Person:
    return pick.choices([arabic, russian, western, other_script], [4, 3, 5, 1])[0](pick)


def slip(pick: random.Random, name: str) -> str:
    """One letter typed, left out, doubled, exchanged, or misread, never the first of a word."""
    places = [i for i, sign in enumerate(name) if sign.isalpha() and i and name[i - 1].isalpha()]
    if not places:
        return name
    at = pick.choice(places)
    kind = pick.randrange(5)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2 and at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 3:
        seen = [(one, two) for one, two in SEEN_AS if one in name[1:]]
        if seen:
            one, two = pick.choice(seen)
            return name[0] + name[1:].replace(one, two, 1)
    near = KEYS_NEAR.get(name[at].lower(), "aeiou")
    return name[:at] + pick.choice(near) + name[at + 1 :]


def respelled(pick: random.Random, who: Person) -> str:
    return " ".join(pick.choice(other) for other in who.others).replace("_", " ")


def same_person(pick: random.Random, who: Person) -> tuple[str, str, str]:
    kinds = [
        "spelling",
        "slip",
        "two-slips",
        "order",
        "comma",
        "title",
        "initial",
        "joined",
        "spelling-and-slip",
    ]
    kinds += ["other-script"] * (3 if who.culture != "latin" else 0) + ["left-out"] * 2 * (len(who.parts) > 2)
    kinds += ["script-and-order"] * (who.culture != "latin") + ["short"] * (who.parts[0] in SHORT)
    kind = pick.choice(kinds)
    return who.latin(), _variant(pick, who, kind), kind


def _variant(pick: random.Random, who: Person, kind: str) -> str:
    name = who.latin()
    words = name.split()
    match kind:
        case "spelling":
            return respelled(pick, who)
        case "slip":
            return slip(pick, name)
        case "two-slips":
            return slip(pick, slip(pick, name)) if len(name) > 12 else slip(pick, name)
        case "order":
            return " ".join([who.parts[-1], *who.parts[:-1]]).replace("_", " ")
        case "comma":
            return f"{who.parts[-1].upper()}, {' '.join(who.parts[:-1])}".replace("_", " ")
        case "title":
            return f"{pick.choice(TITLES)} {name}"
        case "initial":
            return " ".join([f"{who.parts[0][0]}.", *who.parts[1:]]).replace("_", " ")
        case "joined":
            at = pick.randrange(len(words) - 1)
            return " ".join([*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]])
        case "spelling-and-slip":
            return slip(pick, respelled(pick, who))
        case "other-script":
            return who.written()
        case "script-and-order":
            return " ".join([who.native[-1], *who.native[:-1]])
        case "left-out":
            at = pick.randrange(1, len(who.parts) - 1)
            return " ".join(who.parts[:at] + who.parts[at + 1 :]).replace("_", " ")
        case _:
            return " ".join([SHORT[who.parts[0]], *who.parts[1:]])


def other_person(pick: random.Random, who: Person) -> tuple[str, str, str]:
    """Somebody near by name: a brother, a namesake, a father, a stranger with a word in common."""
    stranger = next(other for other in iter(lambda: person(pick), None) if other.culture == who.culture)
    while stranger.parts[0] == who.parts[0] or stranger.parts[-1] == who.parts[-1]:
        stranger = next(other for other in iter(lambda: person(pick), None) if other.culture == who.culture)
    kind = pick.choice(
        ["brother", "namesake", "brother-other-script", "middle", "father-and-son", "stranger"]
    )
    name = who.latin()
    if kind == "father-and-son" and who.culture == "arabic":
        son, other = who.parts[0], stranger.parts[0]
        family = who.parts[-1]
        return _flat(f"{son} bin {other} {family}"), _flat(f"{other} bin {son} {family}"), kind
    if kind == "middle" and len(who.parts) > 2:
        middle = father_of(pick, who)
        return name, _flat(" ".join([who.parts[0], middle, *who.parts[2:]])), kind
    if kind == "namesake":
        return name, _flat(" ".join([*who.parts[:-1], stranger.parts[-1]])), kind
    if kind == "brother-other-script":
        return name, " ".join([stranger.native[0], *who.native[1:]]), kind
    if kind == "stranger":
        return name, stranger.latin(), kind
    return name, _flat(" ".join([stranger.parts[0], *who.parts[1:]])), "brother"


def father_of(pick: random.Random, who: Person) -> str:
    if who.culture == "russian":
        choices = [romanised(father(one), ENGLISH) for one in RUSSIAN_GIVEN.split()[:15]]
    elif who.culture == "arabic":
        choices = [one[0][0] for one in AR_GIVEN]
    else:
        choices = PLAIN_GIVEN.split()
    return pick.choice([one for one in choices if one != who.parts[1]])


def _flat(name: str) -> str:
    return name.replace("_", " ")


def same_body(pick: random.Random) -> tuple[str, str, str]:
    head, trade, forms = body(pick)
    name = f"{head} {trade} {forms[0]}"
    kind = pick.choice(
        ["form", "no-form", "slip", "the", "upper", "form-and-slip", "abbreviated", "joined-form"]
    )
    other = {
        "form": f"{head} {trade} {pick.choice(forms[1:])}",
        "no-form": f"{head} {trade}",
        "slip": f"{slip(pick, f'{head} {trade}')} {forms[0]}",
        "the": f"The {head} {trade} {forms[0]}",
        "upper": name.upper(),
        "form-and-slip": f"{slip(pick, head)} {trade} {pick.choice(forms[1:])}",
        "abbreviated": f"{head} {trade} {forms[-1]}".replace("Engineering", "Eng."),
        "joined-form": f"{forms[0]} {head} {trade}",
    }[kind]
    return name, other, kind


def other_body(pick: random.Random) -> tuple[str, str, str]:
    head, trade, forms = body(pick)
    other_head, other_trade, _ = next(
        b for b in iter(lambda: body(pick), None) if b[0] != head and b[1] != trade
    )
    kind = pick.choice(["trade", "head", "place", "places", "stranger"])
    name = f"{head} {trade} {forms[0]}"
    one, two = pick.sample(PLACES, 2)
    match kind:
        case "trade":
            return name, f"{head} {other_trade} {forms[0]}", kind
        case "head":
            return name, f"{other_head} {trade} {forms[0]}", kind
        case "place":
            return name, f"{head} {other_trade} {one} {forms[0]}", kind
        case "places":
            return f"{head} {trade} {one} {forms[0]}", f"{head} {trade} {two} {forms[0]}", kind
        case _:
            return name, f"{other_head} {other_trade} {forms[0]}", kind


def body(pick: random.Random) -> tuple[str, str, tuple[str, ...]]:
    head = " ".join(pick.sample(BODY_HEAD.split(), pick.choice([1, 1, 2])))
    return head, pick.choice(BODY_TRADE.split()), pick.choice(BODY_FORMS)


def generate(seed: int, count: int) -> list[NamePair]:
    """`count` pairs, about half of them the same, a quarter of them of bodies."""
    pick = random.Random(seed)
    made = []
    while len(made) < count:
        same = pick.random() < 0.5
        if pick.random() < 0.25:
            one, two, kind = same_body(pick) if same else other_body(pick)
            schema = "Company"
        else:
            who = person(pick)
            one, two, kind = same_person(pick, who) if same else other_person(pick, who)
            schema = "Person"
        if one != two:
            made.append(NamePair(one, two, schema, same, kind))
    return made
