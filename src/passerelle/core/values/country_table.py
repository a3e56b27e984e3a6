"""Countries as data: ISO 3166-1 alpha-2, alpha-3, then names in English and French and as often written.

XK is the user-assigned code in general use for Kosovo; its use here takes no
position on status. Source of codes and names: the Debian iso-codes tables.
"""

from __future__ import annotations

COUNTRIES = """
AD AND Andorra | Principality of Andorra | Andorre
AE ARE United Arab Emirates | Émirats arabes unis | UAE
AF AFG Afghanistan | Islamic Republic of Afghanistan
AG ATG Antigua and Barbuda | Antigua-et-Barbuda
AI AIA Anguilla
AL ALB Albania | Republic of Albania | Albanie
AM ARM Armenia | Republic of Armenia | Arménie
AO AGO Angola | Republic of Angola
AQ ATA Antarctica | Antarctique
AR ARG Argentina | Argentine Republic | Argentine
AS ASM American Samoa | Samoa américaines
AT AUT Austria | Republic of Austria | Autriche
AU AUS Australia | Australie
AW ABW Aruba
AX ALA Åland Islands | Åland, Îles
AZ AZE Azerbaijan | Republic of Azerbaijan | Azerbaïdjan
BA BIH Bosnia and Herzegovina | Republic of Bosnia and Herzegovina | Bosnie-Herzégovine | Bosnia | Bosnie
BB BRB Barbados | Barbade
BD BGD Bangladesh | People's Republic of Bangladesh
BE BEL Belgium | Kingdom of Belgium | Belgique
BF BFA Burkina Faso
BG BGR Bulgaria | Republic of Bulgaria | Bulgarie
BH BHR Bahrain | Kingdom of Bahrain | Bahreïn
BI BDI Burundi | Republic of Burundi
BJ BEN Benin | Republic of Benin | Bénin
BL BLM Saint Barthélemy | Saint-Barthélemy
BM BMU Bermuda | Bermudes
BN BRN Brunei Darussalam | Brunéi Darussalam
BO BOL Bolivia | Plurinational State of Bolivia | Bolivie, état plurinational de
BQ BES Bonaire, Sint Eustatius and Saba | Bonaire, Saint-Eustache et Saba
BR BRA Brazil | Federative Republic of Brazil | Brésil
BS BHS Bahamas | Commonwealth of the Bahamas
BT BTN Bhutan | Kingdom of Bhutan | Bhoutan
BV BVT Bouvet Island | Île Bouvet
BW BWA Botswana | Republic of Botswana
BY BLR Belarus | Republic of Belarus | Bélarus
BZ BLZ Belize
CA CAN Canada
CC CCK Cocos (Keeling) Islands | Cocos (Keeling), Îles
CD COD Democratic Republic of the Congo | République démocratique du Congo | DR Congo | Congo-Kinshasa | DRC
CF CAF Central African Republic | République centrafricaine
CG COG Congo | Republic of the Congo | République du Congo | Congo-Brazzaville
CH CHE Switzerland | Swiss Confederation | Suisse
CI CIV Côte d'Ivoire | Republic of Côte d'Ivoire | Ivory Coast
CK COK Cook Islands | Îles Cook
CL CHL Chile | Republic of Chile | Chili
CM CMR Cameroon | Republic of Cameroon | Cameroun
CN CHN China | People's Republic of China | Chine
CO COL Colombia | Republic of Colombia | Colombie
CR CRI Costa Rica | Republic of Costa Rica
CU CUB Cuba | Republic of Cuba
CV CPV Cabo Verde | Republic of Cabo Verde | Cap-Vert | Cape Verde
CW CUW Curaçao
CX CXR Christmas Island | Christmas, Île
CY CYP Cyprus | Republic of Cyprus | Chypre
CZ CZE Czechia | Czech Republic | Tchéquie | République tchèque
DE DEU Germany | Federal Republic of Germany | Allemagne
DJ DJI Djibouti | Republic of Djibouti
DK DNK Denmark | Kingdom of Denmark | Danemark
DM DMA Dominica | Commonwealth of Dominica | Dominique
DO DOM Dominican Republic | République dominicaine
DZ DZA Algeria | People's Democratic Republic of Algeria | Algérie
EC ECU Ecuador | Republic of Ecuador | Équateur
EE EST Estonia | Republic of Estonia | Estonie
EG EGY Egypt | Arab Republic of Egypt | Égypte
EH ESH Western Sahara | Sahara occidental
ER ERI Eritrea | the State of Eritrea | Érythrée
ES ESP Spain | Kingdom of Spain | Espagne
ET ETH Ethiopia | Federal Democratic Republic of Ethiopia | Éthiopie
FI FIN Finland | Republic of Finland | Finlande
FJ FJI Fiji | Republic of Fiji | Fidji
FK FLK Falkland Islands (Malvinas) | Malouines, Îles (Falkland)
FM FSM Micronesia, Federated States of | Federated States of Micronesia | Micronésie, États fédérés de
FO FRO Faroe Islands | Îles Féroé
FR FRA France | French Republic
GA GAB Gabon | Gabonese Republic
GB GBR United Kingdom | Royaume-Uni | Great Britain | England | Britain | UK
GD GRD Grenada | Grenade
GE GEO Georgia | Géorgie
GF GUF French Guiana | Guyane française
GG GGY Guernsey | Guernesey
GH GHA Ghana | Republic of Ghana
GI GIB Gibraltar
GL GRL Greenland | Groënland
GM GMB Gambia | Republic of the Gambia | Gambie
GN GIN Guinea | Republic of Guinea | Guinée
GP GLP Guadeloupe
GQ GNQ Equatorial Guinea | Republic of Equatorial Guinea | Guinée Équatoriale
GR GRC Greece | Hellenic Republic | Grèce
GS SGS South Georgia and the South Sandwich Islands | Géorgie du Sud et les îles Sandwich du Sud
GT GTM Guatemala | Republic of Guatemala
GU GUM Guam
GW GNB Guinea-Bissau | Republic of Guinea-Bissau | Guinée-Bissau
GY GUY Guyana | Republic of Guyana
HK HKG Hong Kong | Hong Kong Special Administrative Region of China
HM HMD Heard Island and McDonald Islands | Îles Heard-et-MacDonald
HN HND Honduras | Republic of Honduras
HR HRV Croatia | Republic of Croatia | Croatie
HT HTI Haiti | Republic of Haiti | Haïti
HU HUN Hungary | Hongrie
ID IDN Indonesia | Republic of Indonesia | Indonésie
IE IRL Ireland | Irlande
IL ISR Israel | State of Israel | Israël
IM IMN Isle of Man | Île de Man
IN IND India | Republic of India | Inde
IO IOT British Indian Ocean Territory | Territoire britannique de l'océan Indien
IQ IRQ Iraq | Republic of Iraq | Irak
IR IRN Iran, Islamic Republic of | Iran | Islamic Republic of Iran | Iran, République islamique d' | Persia
IS ISL Iceland | Republic of Iceland | Islande
IT ITA Italy | Italian Republic | Italie
JE JEY Jersey
JM JAM Jamaica | Jamaïque
JO JOR Jordan | Hashemite Kingdom of Jordan | Jordanie
JP JPN Japan | Japon
KE KEN Kenya | Republic of Kenya
KG KGZ Kyrgyzstan | Kyrgyz Republic | Kirghizistan
KH KHM Cambodia | Kingdom of Cambodia | Cambodge
KI KIR Kiribati | Republic of Kiribati
KM COM Comoros | Union of the Comoros | Comores
KN KNA Saint Kitts and Nevis | Saint-Christophe-et-Niévès
KP PRK North Korea | Democratic People's Republic of Korea | DPRK | Corée du Nord
KR KOR Korea, Republic of | South Korea | Corée, République de | Corée du Sud | Republic of Korea
KW KWT Kuwait | State of Kuwait | Koweït
KY CYM Cayman Islands | Îles Caïmans
KZ KAZ Kazakhstan | Republic of Kazakhstan
LA LAO Lao People's Democratic Republic | Laos | Lao, République démocratique populaire
LB LBN Lebanon | Lebanese Republic | Liban
LC LCA Saint Lucia | Sainte-Lucie
LI LIE Liechtenstein | Principality of Liechtenstein
LK LKA Sri Lanka | Democratic Socialist Republic of Sri Lanka
LR LBR Liberia | Republic of Liberia | Libéria
LS LSO Lesotho | Kingdom of Lesotho
LT LTU Lithuania | Republic of Lithuania | Lituanie
LU LUX Luxembourg | Grand Duchy of Luxembourg
LV LVA Latvia | Republic of Latvia | Lettonie
LY LBY Libya | Libye | Libyan Arab Jamahiriya
MA MAR Morocco | Kingdom of Morocco | Maroc
MC MCO Monaco | Principality of Monaco
MD MDA Moldova, Republic of | Moldova | Republic of Moldova | Moldova, République de | Moldavie
ME MNE Montenegro | Monténégro
MF MAF Saint Martin (French part) | Saint-Martin (partie française)
MG MDG Madagascar | Republic of Madagascar
MH MHL Marshall Islands | Republic of the Marshall Islands | Îles Marshall
MK MKD North Macedonia | Republic of North Macedonia | Macédoine du Nord | Macedonia | Macédoine
ML MLI Mali | Republic of Mali
MM MMR Myanmar | Republic of Myanmar | Birmanie | Burma
MN MNG Mongolia | Mongolie
MO MAC Macao | Macao Special Administrative Region of China | Macau
MP MNP Northern Mariana Islands | Commonwealth of the Northern Mariana Islands | Îles Mariannes du Nord
MQ MTQ Martinique
MR MRT Mauritania | Islamic Republic of Mauritania | Mauritanie
MS MSR Montserrat
MT MLT Malta | Republic of Malta | Malte
MU MUS Mauritius | Republic of Mauritius | Maurice
MV MDV Maldives | Republic of Maldives
MW MWI Malawi | Republic of Malawi
MX MEX Mexico | United Mexican States | Mexique
MY MYS Malaysia | Malaisie
MZ MOZ Mozambique | Republic of Mozambique
NA NAM Namibia | Republic of Namibia | Namibie
NC NCL New Caledonia | Nouvelle-Calédonie
NE NER Niger | Republic of the Niger
NF NFK Norfolk Island | Île Norfolk
NG NGA Nigeria | Federal Republic of Nigeria
NI NIC Nicaragua | Republic of Nicaragua
NL NLD Netherlands | Kingdom of the Netherlands | Pays-Bas
NO NOR Norway | Kingdom of Norway | Norvège
NP NPL Nepal | Federal Democratic Republic of Nepal | Népal
NR NRU Nauru | Republic of Nauru
NU NIU Niue | Nioue
NZ NZL New Zealand | Nouvelle-Zélande
OM OMN Oman | Sultanate of Oman
PA PAN Panama | Republic of Panama
PE PER Peru | Republic of Peru | Pérou
PF PYF French Polynesia | Polynésie française
PG PNG Papua New Guinea | Independent State of Papua New Guinea | Papouasie-Nouvelle-Guinée
PH PHL Philippines | Republic of the Philippines
PK PAK Pakistan | Islamic Republic of Pakistan
PL POL Poland | Republic of Poland | Pologne
PM SPM Saint Pierre and Miquelon | Saint-Pierre-et-Miquelon
PN PCN Pitcairn | Îles Pitcairn
PR PRI Puerto Rico | Porto Rico
PS PSE Palestine, State of | the State of Palestine | Palestine, État de | Palestine
PT PRT Portugal | Portuguese Republic
PW PLW Palau | Republic of Palau | Palaos
PY PRY Paraguay | Republic of Paraguay
QA QAT Qatar | State of Qatar
RE REU Réunion | Réunion, Île de la
RO ROU Romania | Roumanie
RS SRB Serbia | Republic of Serbia | Serbie
RU RUS Russian Federation | Russie, Fédération de | Russia | Russie
RW RWA Rwanda | Rwandese Republic
SA SAU Saudi Arabia | Kingdom of Saudi Arabia | Arabie saoudite
SB SLB Solomon Islands | Salomon, Îles
SC SYC Seychelles | Republic of Seychelles
SD SDN Sudan | Republic of the Sudan | Soudan
SE SWE Sweden | Kingdom of Sweden | Suède
SG SGP Singapore | Republic of Singapore | Singapour
SH SHN Saint Helena, Ascension and Tristan da Cunha | Sainte-Hélène, Ascension et Tristan da Cunha
SI SVN Slovenia | Republic of Slovenia | Slovénie
SJ SJM Svalbard and Jan Mayen | Svalbard et île Jan Mayen
SK SVK Slovakia | Slovak Republic | Slovaquie
SL SLE Sierra Leone | Republic of Sierra Leone
SM SMR San Marino | Republic of San Marino | Saint-Marin
SN SEN Senegal | Republic of Senegal | Sénégal
SO SOM Somalia | Federal Republic of Somalia | Somalie
SR SUR Suriname | Republic of Suriname | Surinam
SS SSD South Sudan | Republic of South Sudan | Soudan du Sud
ST STP Sao Tome and Principe | Democratic Republic of Sao Tome and Principe | Sao Tomé-et-Principe
SV SLV El Salvador | Republic of El Salvador | Salvador
SX SXM Sint Maarten (Dutch part) | Saint-Martin (partie néerlandaise)
SY SYR Syrian Arab Republic | Syria | Syrienne, République arabe | Syrie
SZ SWZ Eswatini | Kingdom of Eswatini | Swaziland
TC TCA Turks and Caicos Islands | Îles Turques-et-Caïques
TD TCD Chad | Republic of Chad | Tchad
TF ATF French Southern Territories | Terres australes françaises
TG TGO Togo | Togolese Republic
TH THA Thailand | Kingdom of Thailand | Thaïlande
TJ TJK Tajikistan | Republic of Tajikistan | Tadjikistan
TK TKL Tokelau
TL TLS Timor-Leste | Democratic Republic of Timor-Leste | Timor oriental | East Timor
TM TKM Turkmenistan | Turkménistan
TN TUN Tunisia | Republic of Tunisia | Tunisie
TO TON Tonga | Kingdom of Tonga
TR TUR Türkiye | Republic of Türkiye | Turquie | Turkey
TT TTO Trinidad and Tobago | Republic of Trinidad and Tobago | Trinité-et-Tobago
TV TUV Tuvalu
TW TWN Taiwan, Province of China | Taiwan | Taïwan, province de Chine
TZ TZA Tanzania, United Republic of | Tanzania | United Republic of Tanzania | Tanzanie, République unie de
UA UKR Ukraine
UG UGA Uganda | Republic of Uganda | Ouganda
UM UMI United States Minor Outlying Islands | Îles mineures éloignées des États-Unis
US USA United States | United States of America | États-Unis | USA | America | États-Unis d'Amérique
UY URY Uruguay | Eastern Republic of Uruguay
UZ UZB Uzbekistan | Republic of Uzbekistan | Ouzbékistan
VA VAT Holy See (Vatican City State) | Saint-Siège (état de la cité du Vatican) | Vatican
VC VCT Saint Vincent and the Grenadines | Saint-Vincent-et-les-Grenadines
VE VEN Venezuela, Bolivarian Republic of | Venezuela | Bolivarian Republic of Venezuela
VG VGB Virgin Islands, British | British Virgin Islands | Îles Vierges britanniques
VI VIR Virgin Islands, U.S. | Virgin Islands of the United States | Îles Vierges, États-Unis
VN VNM Viet Nam | Vietnam | Socialist Republic of Viet Nam | Viêt Nam
VU VUT Vanuatu | Republic of Vanuatu
WF WLF Wallis and Futuna | Wallis et Futuna
WS WSM Samoa | Independent State of Samoa
XK XKX Kosovo | RKS | KSV | UNK
YE YEM Yemen | Republic of Yemen | Yémen
YT MYT Mayotte
ZA ZAF South Africa | Republic of South Africa | Afrique du Sud
ZM ZMB Zambia | Republic of Zambia | Zambie
ZW ZWE Zimbabwe | Republic of Zimbabwe
"""

# Nationals by the adjective, as lists write them; what names the people of two States, as Congolese and
# Korean do, is left out. The long name of the United Kingdom did not fit into its line above.
NATIONALS = """
AD Andorran; AE Emirati; AF Afghan; AL Albanian; AM Armenian; AO Angolan; AR Argentinian; AT Austrian; AU
Australian; AZ Azerbaijani; BA Bosnian; BB Barbadian; BD Bangladeshi; BE Belgian; BF Burkinabe; BG
Bulgarian; BH Bahraini; BI Burundian; BJ Beninese; BN Bruneian; BO Bolivian; BR Brazilian; BS Bahamian; BT
Bhutanese; BW Botswanan; BY Belarusian; BZ Belizean; CA Canadian; CF Central African; CH Swiss; CI
Ivorian; CL Chilean; CM Cameroonian; CN Chinese; CO Colombian; CR Costa Rican; CU Cuban; CV Cape Verdean;
CY Cypriot; CZ Czech; DE German; DJ Djiboutian; DK Danish; DZ Algerian; EC Ecuadorian; EE Estonian; EG
Egyptian; ER Eritrean; ES Spanish; ET Ethiopian; FI Finnish; FJ Fijian; FR French; GA Gabonese; GB
British; GD Grenadian; GE Georgian; GH Ghanaian; GM Gambian; GN Guinean; GQ Equatorial Guinean; GR Greek;
GT Guatemalan; GY Guyanese; HN Honduran; HR Croatian; HT Haitian; HU Hungarian; ID Indonesian; IE Irish;
IL Israeli; IN Indian; IQ Iraqi; IR Iranian; IS Icelandic; IT Italian; JM Jamaican; JO Jordanian; JP
Japanese; KE Kenyan; KG Kyrgyz; KH Cambodian; KM Comorian; KP North Korean; KR South Korean; KW Kuwaiti;
KZ Kazakh; KZ Kazakhstani; LA Lao; LA Laotian; LB Lebanese; LI Liechtensteiner; LK Sri Lankan; LR
Liberian; LT Lithuanian; LU Luxembourgish; LV Latvian; LY Libyan; MA Moroccan; MC Monegasque; MD Moldovan;
ME Montenegrin; MG Malagasy; MK Macedonian; ML Malian; MM Burmese; MN Mongolian; MR Mauritanian; MT
Maltese; MU Mauritian; MV Maldivian; MW Malawian; MX Mexican; MY Malaysian; MZ Mozambican; NA Namibian; NE
Nigerien; NG Nigerian; NI Nicaraguan; NL Dutch; NO Norwegian; NP Nepalese; NP Nepali; NZ New Zealander; OM
Omani; PA Panamanian; PE Peruvian; PH Filipino; PK Pakistani; PL Polish; PS Palestinian; PT Portuguese; PY
Paraguayan; QA Qatari; RO Romanian; RS Serbian; RU Russian; RW Rwandan; SA Saudi; SA Saudi Arabian; SC
Seychellois; SD Sudanese; SE Swedish; SG Singaporean; SI Slovenian; SK Slovak; SL Sierra Leonean; SN
Senegalese; SO Somali; SR Surinamese; SS South Sudanese; SV Salvadoran; SY Syrian; SZ Swazi; TD Chadian;
TG Togolese; TH Thai; TJ Tajik; TJ Tajikistani; TL East Timorese; TM Turkmen; TN Tunisian; TR Turkish; TT
Trinidadian; TW Taiwanese; TZ Tanzanian; UA Ukrainian; UG Ugandan; US American; UY Uruguayan; UZ Uzbek; UZ
Uzbekistani; VE Venezuelan; VN Vietnamese; XK Kosovar; YE Yemeni; ZA South African; ZM Zambian; ZW
Zimbabwean; GB United Kingdom of Great Britain and Northern Ireland
"""
