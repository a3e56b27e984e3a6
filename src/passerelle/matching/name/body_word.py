"""Words that a company's, body's or vessel's name carries besides what tells it apart.

Legal forms come and go and are translated; trade words say what is done;
numbers are written in letters, figures and Roman figures.
"""

from __future__ import annotations

from functools import cache

from passerelle.matching.common_token import TRADE

# Blank lines part the kinds of legal form; words joined by hyphens are written one after the other.
LEGAL_FORMS = """
ltd limited ltda limitada limitee ltee ooo oo tov doo eood ood dooel llc lc sarl srl sprl bvba gmbh
mbh spzoo sp-z-oo spolka-z-ograniczona-odpowiedzialnoscia limited-liability-company
obshchestvo-s-ogranichennoi-otvetstvennostyu obshchestvo-s-ogranichennoy-otvetstvennostyu
obshestvo-s-ogranichennoi-otvetstvennostiu tovarystvo-z-obmezhenoyu-vidpovidalnistyu
gesellschaft-mit-beschrankter-haftung societe-a-responsabilite-limitee
societa-a-responsabilita-limitata sociedad-de-responsabilidad-limitada
societatea-cu-raspundere-limitata private-limited private-limited-company pvt-ltd pvt pty pty-ltd
pte pte-ltd sdn-bhd ltd-co sociedad-limitada sl bv kft sro s-r-o besloten-vennootschap
limited-company company-limited co-ltd

sa sas ag nv spa plc ao oao pao zao jsc ojsc pjsc cjsc ad asa ab oyj oy aktiengesellschaft
aktiengeselschaft joint-stock-company open-joint-stock-company public-joint-stock-company
closed-joint-stock-company aktsionernoe-obshchestvo otkrytoe-aktsionernoe-obshchestvo
zakrytoe-aktsionernoe-obshchestvo publichnoe-aktsionernoe-obshchestvo societe-anonyme
sociedad-anonima sociedade-anonima societa-per-azioni naamloze-vennootschap public-limited-company
sa-de-cv sab-de-cv sociedad-anonima-de-capital-variable as anonim-sirketi anonim-sti a-s tas pt tbk
dd joint-stock jsc-company

inc incorporated corp corporation company co cie compagnie compania companhia kompaniya kompania
sirketi sti

kg ohg lp llp gmbh-co-kg limited-partnership ltd-partnership general-partnership
kommanditgesellschaft

ev eingetragener-verein asbl

est establishment fze fzco fz-llc fzc

pp fop ip chp tnv chastnoe-predpriyatie unitary-enterprise fgup gup mup

se

trust
"""
FILLER_WORDS = """
the of and und et y e i de la le les los las del des du der die das for fur pour para di da
dei delle a al an in on s
"""
FILLERS = frozenset(FILLER_WORDS.split())
VESSEL_WORDS = "mv mt ms ss my fv mts mvs mn hms uss gas lpg lng motor vessel ship tanker"
VESSEL_PREFIXES = frozenset(VESSEL_WORDS.split())
# Words of trade and kind beyond those that serve keys.
MORE_TRADE = """
systems system solutions capital partners partner fund funds trust health care healthcare pharma
pharmaceuticals pharmaceutical medical food foods motors motor auto automotive airways steel works plant
factory zavod kombinat mill mills fabrika railway railways telecom telecommunications communications media
properties property realty estate real asset assets management consulting consultants advisors travel tours
tourism agency agencies hotel hotels university college school hospital brothers sons bros store stores shop
electronics software digital data network networks power energy water air sea ocean star securities equity
offshore private commercial development bureau ministry department federal
agricultural agriculture farm farms products product production supply supplies equipment machinery tools
construction constructions building builders contracting contractors project projects design studio
charity relief welfare society club union league front army
france germany china russia iran iraq syria turkey mexico europe asia africa america india usa uk japan
"""
SHORTENED = {
    "intl": "international",
    "int": "international",
    "internat": "international",
    "natl": "national",
    "mfg": "manufacturing",
    "mgmt": "management",
    "univ": "university",
    "bros": "brothers",
    "gen": "general",
    "dept": "department",
    "assoc": "association",
    "assn": "association",
    "tech": "technology",
    "technologies": "technology",
    "eng": "engineering",
    "ind": "industries",
    "inds": "industries",
    "industry": "industries",
    "svcs": "services",
    "svc": "services",
    "service": "services",
    "fin": "financial",
    "banque": "bank",
    "banco": "bank",
    "banca": "bank",
    "banka": "bank",
    "centre": "center",
    "organisation": "organization",
    "transportation": "transport",
    "trade": "trading",
    "import": "import",
    "imports": "import",
    "exports": "export",
    "group": "group",
    "groupe": "group",
    "grupo": "group",
    "gruppa": "group",
    "gruppe": "group",
    "gruppo": "group",
    "holdings": "holding",
    "systems": "system",
    "fonds": "fund",
    "funds": "fund",
}
NUMBERS = """
1 one first 1st i
2 two second 2nd ii
3 three third 3rd iii
4 four fourth 4th iv
5 five fifth 5th v
6 six sixth 6th vi
7 seven seventh 7th vii
8 eight eighth 8th viii
9 nine ninth 9th ix
10 ten tenth 10th x
11 eleven eleventh xi
12 twelve twelfth xii
13 xiii
14 xiv
15 xv
16 xvi
17 xvii
18 xviii
19 xix
20 twenty xx
"""


@cache
def legal_form() -> dict[tuple[str, ...], int]:
    """The kind of each legal form, by its words."""
    kinds = enumerate(LEGAL_FORMS.split("\n\n"))
    return {tuple(form.split("-")): number for number, kind in kinds for form in kind.split()}


@cache
def trade_words() -> frozenset[str]:
    """Words that very many names share."""
    return frozenset(TRADE.split()) | frozenset(MORE_TRADE.split()) | frozenset(SHORTENED.values())


@cache
def number_words() -> dict[str, str]:
    """The figure of each number that is written in another way."""
    return {word: line.split()[0] for line in NUMBERS.strip().splitlines() for word in line.split()}
