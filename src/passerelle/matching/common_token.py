"""Words that so many people or companies carry that sharing one says little.

Ordinary given names and trade words of many languages, written down by hand
and not counted from any list: a table counted from people would describe them.
"""

from __future__ import annotations

from functools import cache

from passerelle.matching.name_token import skeletons

GIVEN = """
mohammed ahmed mahmoud hamid ali hassan hussein ibrahim ismail yusuf omar osman khalid mustafa salem salim
saleh salah said saad kamal jamal karim rahman rahim aziz rashid hamza tariq nasser mansour faisal fahd
abdullah abdulrahman abdulaziz abdulkarim abdulqader abdulhamid majid walid khalil amin amir anwar bashir
farid hakim idris isa jaafar musa nabil qasim rafiq sami sharif sulaiman taha yahya zaid zaki fatima aisha
maryam khadija zahra zainab reza mehdi akbar hossein abbas adel ayman bilal haider imad murad osama raed
khan shah gul noor din allah jan singh kumar sharma begum kaur uddin haque islam malik butt iqbal zaman
ivan alexander vladimir sergei dmitri andrei nikolai mikhail alexei yuri viktor oleg igor pavel petr boris
anatoly maxim roman valery olga elena irina natalia tatiana svetlana anna maria ekaterina ivanovich
vladimirovich alexandrovich nikolaevich sergeevich petrovich mikhailovich viktorovich ivanov petrov
milan marko nikola stefan petar dragan zoran goran jovan milos luka jovanovic petrovic nikolic arben ilir
john james robert michael william david richard thomas charles joseph paul peter george daniel mark martin
jose juan carlos luis miguel antonio francisco manuel pedro jorge jesus garcia rodriguez hernandez lopez
martinez gonzalez perez sanchez ramirez torres flores rivera gomez diaz reyes jean pierre michel andre
philippe jacques louis francois marie giuseppe giovanni mario luigi nguyen tran pham hoang thi van kim
park lee ri pak choi jong chol yong il song ho jin hyon sok wang li zhang liu chen yang zhao wu zhou
mehmet mustafa ahmet huseyin yilmaz demir kaya celik sahin ali osman diallo diop traore keita coulibaly
abebe kebede tesfaye haile tekle gebre berhane mulugeta alemu bekele girma tadesse giorgos dimitris
yannis nikos konstantinos panagiotis cohen levi moshe yosef avraham
"""
TRADE = """
company co ltd limited llc inc corporation corp sa sarl gmbh ag plc pty bv nv spa srl jsc ojsc pjsc ooo ao zao
est establishment enterprise enterprises group holding holdings industries industry industrial international
general trading trade import export commercial services service shipping maritime marine lines logistics
transport aviation airlines air cargo bank banking finance financial investment investments insurance fund
foundation association society organization organisation committee council center centre institute university
national state public central republic islamic people united new east west north south middle gulf global
world engineering construction technology technologies electronics electric energy oil gas petroleum petro
liability joint stock open closed private responsibility partnership societe societa sociedad
sociedade anonyme anonima responsabilidad responsabilite limitada limitee gesellschaft beschrankter haftung
mbh kg societatea
obshchestvo aktsionernoe otkrytoe zakrytoe ogranichennoi otvetstvennostyu publichnoe predpriyatie
petrochemical chemical steel metal mining aerospace defense defence research development management
exchange money house office bureau ministry army front movement party brigade jihad
"""


LEGAL_FORMS = """
co company ltd limited llc inc incorporated corp corporation sa sarl gmbh ag plc pty bv nv spa srl jsc ojsc
pjsc ooo ao zao the of for and
"""


@cache
def common_given() -> frozenset[str]:
    """The skeletons of the ordinary names of persons."""
    return _skeletons(GIVEN)


@cache
def common_trade() -> frozenset[str]:
    """The skeletons of the ordinary words in names of companies and bodies."""
    return _skeletons(TRADE)


@cache
def legal_forms() -> frozenset[str]:
    """The skeletons of what a company's name may carry or leave out."""
    return _skeletons(LEGAL_FORMS)


def _skeletons(words: str) -> frozenset[str]:
    return frozenset(found for word in words.split() for found in skeletons(word))
