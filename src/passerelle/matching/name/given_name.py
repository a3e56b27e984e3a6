# ruff: noqa: E501 - names in Arabic letters, as they are written; one name a line, however many its forms
"""Forms of given names that people, languages and clerks use for one another; one line is one name.

Written by hand from what the names are, and counted from no list of people.
Two words that stand on different lines are different names, however alike they
are spelled: brothers are called Hassan and Hussein.
"""

from __future__ import annotations

from functools import cache

# One name in its spellings and languages.
SAME = """
mohammed muhammad mohamed mohammad muhammed mohamad muhamad mohd mehmet mehmed mamadou mahamat mahomed magomed mukhammad muhamed mouhamed mouhamadou محمد
ahmed ahmad ahmet akhmad akhmed akhmet احمد
mahmoud mahmud mahmood mehmood makhmud محمود
hamid hameed hamed حميد حامد
hamad hammad
hassan hasan hassen حسن
hussein hussain husain husayn hossein hosein huseyin hoseyn hussien husein hisein حسين
ali aly علي
ibrahim ebrahim brahim abraham avraham ibrahima abram ابراهيم
ismail ismael esmail ismayil ismaeel smail اسماعيل
yusuf youssef yousef yousuf yusef joseph jozef josef iosif jose giuseppe yosef yosif youssouf osip يوسف
omar umar omer oumar عمر
osman othman uthman usman ousmane othmane عثمان
osama usama oussama اسامه
khalid khaled halid خالد
mustafa mostafa moustafa mustapha mostapha moustapha مصطفي
yahya yahia yehia يحيي
isa issa eissa عيسي
musa moussa mousa moses moshe moise mosheh موسي
sulaiman suleiman suleyman soleiman sulayman soliman solomon sliman souleymane shlomo salomon سليمان
dawood dawud daoud daud david davit davud dawit داود داوود
yaqub yaqoob jacob yakub yacoub yaakov jakob iakov yakov يعقوب
ishaq ishak isaac yitzhak اسحاق
harun haroun aaron haron هارون
jafar jaafar djafar جعفر
qasim kassem kasim qassim qasem ghasem kacem قاسم
tariq tarek tarik tareq tarak طارق
karim kareem kerim كريم
rahim raheem رحيم
salim saleem selim سليم
salem سالم
salman selman سلمان
said saeed sayeed saeid سعيد
saad sad سعد
saddam صدام
salah صلاح
saleh salih صالح
rashid rasheed rachid رشيد راشد
rashad رشاد
khalil halil خليل
jamal gamal djamel jamel cemal جمال
kamal kemal kamel كمال
jalal galal celal djalal جلال
bilal belal بلال
adil adel عادل
nasir nasser naser ناصر نصير
nasr نصر
mansur mansour mansoor منصور
murad mourad murat مراد
anwar anouar انور
amin ameen emin امين
amir emir ameer امير
farid fareed فريد
faisal faysal feisal fayssal فيصل
fahd fahad فهد
aziz azeez عزيز
majid majeed مجيد ماجد
magid
walid waleed oualid وليد
hamza hamzah حمزه
idris idriss driss ادريس
imad emad عماد
iyad iyaad
ziad ziyad زياد
zaid zayd zeid زيد
reza riza رضا
rida ridha
mehdi mahdi مهدي
abbas عباس
akbar اكبر
javad jawad جواد
mojtaba mujtaba مجتبي
morteza murtada murtaza مرتضي
fatima fatemeh fatma fatimah fatouma fatoumata فاطمه
aisha aicha ayesha aishah aysha ayse عائشه
khadija khadijah hatice khadidja خديجه
maryam mariam maria mary marie miriam meryem mariya marija maryam مريم
zainab zeinab zaynab zeynep زينب
zahra zohra zahraa زهراء زهرا
amina aminah amena
nadia nadya nadiya
leila layla laila leyla ليلي
yasmin yasmine yasmeen jasmine
abdullah abdallah abdalla abdulla abdoulaye عبدالله
abdrahman
abdrahim
abdaziz
abdkarim
abdqader abdkader
abdhamid
abdmajid
john ivan juan jean johannes giovanni joao ioannis yannis ian johan jan hans jovan jon ioan yahanna yohannes yuhanna giannis sean ivane hovhannes
james jaime santiago jacobo jacques giacomo
james jim
peter pierre pedro pietro petr petar piotr petros boutros butrus petre
paul pavel pablo paolo pawel pavlo paulo pavlos boulos bulus
michael mikhail miguel michel michele mihail mykhailo mykhaylo mihai mikhael michalis mikael mikhal
alexander aleksandr alexandr aleksandar alejandro alexandre alessandro oleksandr iskandar iskander alexandros aleksander alexandru
alexei aleksei alexey alexej oleksiy oleksii
andrew andrei andrey andre andres andrea andriy andrii andreas andrij
nicholas nikolai nikolay nicolas nicolae nikola nikolaos mykola nicola nikolaj miklos
george georgy georgi jorge georges giorgi georgios gheorghe jurgen djordje giorgio georgiy heorhiy jiri
gregory grigory grigori grigoriy gregorio hryhoriy grigorii
sergei sergey serhiy sergio serge sergij serhii sergiy sergi
vladimir volodymyr vladimer wladimir uladzimir
dmitry dmitri dmitriy dmitrii dimitri dmytro dimitrios dimitar dzmitry
yuri yury iurii yurii yuriy jurij iouri
yevgeny evgeny evgeni yevgeniy evgenii eugene yevhen eugen evgeniy
viktor victor wiktor
igor ihor
oleg oleh
konstantin constantin kostyantyn konstantinos constantine
stephen stefan esteban etienne stefano stepan stefanos steven stephane
stjepan
francis francisco francesco francois franz frantisek
charles carlos carlo karl karol carl
louis luis luigi ludwig luiz lajos
henry henri enrique heinrich enrico henrik
william guillermo guillaume wilhelm willem vilhelm guglielmo
thomas tomas tommaso tomasz foma
philip philippe felipe filip filippo filipp
anthony antonio antoine anton antonin antonios
matthew mathieu mateo matteo matej matthias matvei
mark marco marcos marc marko markus marcus
luke lucas luka luca lukas
lawrence laurent lorenzo lars lavrentiy
daniel danilo daniele danil danylo daniil
gabriel gavriil gabriele jibril djibril jabril
michaela mihaela mikaela
michelle
catherine ekaterina katarina caterina katerina kateryna katherine yekaterina catalina
helen elena olena helena yelena ilona
anna anne ana hanna hannah
tatiana tatyana tetiana tetyana
natalia natalya nataliya nataliia
elizabeth elisabeth isabel elisabetta yelizaveta elizaveta
olga olha
irina iryna irene
svetlana svitlana
ludmila lyudmila liudmila
julia yulia iulia yuliya
frederick frederic friedrich federico fredrik frederik fryderyk
frank franck
edward eduard eduardo edouard edvard
robert roberto rupert
richard ricardo riccardo
ernest ernesto ernst
benjamin binyamin benyamin
samuel shmuel
rafael raphael
raymond ramon raimondo
theodore fyodor feodor teodoro theodor teodor theodoros fedor
walter valter
albert alberto
alfred alfredo
arthur arturo artur artem
bernard bernardo bernhard
christian cristian kristian
christopher cristobal christophe christoph hristo kristof
dominic dominique domingo domenico
ferdinand fernando fernand
gerard gerardo gerhard
hugo hugh ugo
ignacio ignatius ignace inigo
joachim joaquin
julius julio jules
leo leon leone lev
leonard leonardo leonid
maurice mauricio maurizio moritz
maximilian maxim maksim maximo maksym
oliver olivier
patrick patricio patrice
roman
sebastian sebastien sebastiano
simon simeon semyon simone shimon
timothy timofey timoteo
valentin valentino valentyn
vincent vicente vincenzo
xavier javier
emmanuel manuel manoel
augustine agustin augusto augustus
roger rogelio ruggero
ronald ronaldo
donald
kevin
brian bryan
jason
elias ilyas ilya ilia elijah
ayman aiman
wael wail
hisham hicham
haitham haytham
marwan merouane
muammar moammar
muhsin mohsen mohsin
najib nagib najeeb
nabil nabeel
raed raid
rami
samir sameer
shakir shaker
taha
talib taleb
usaid osaid
wissam wisam
yasir yasser yaser
younes yunus younis yunis jonas jonah
zakaria zakariya zechariah zacharie zakariyya
zubair zubayr
asadullah
habib habeeb
hakim hakeem
latif lateef
nadir nader
rauf raouf
shafiq chafik shafik
sharif shareef cherif
tahir taher
wahid waheed
zahir zaher
huda houda
amal
salma selma
samira sameera
soraya suraya thuraya
oscar oskar
angela
angelo angel
mario
martin
olaf olav
ulrich ulrik
arben
ilir
besnik
agron
bashkim
haile hayle
tesfaye tesfay
gebre ghebre
tekle tekla
kidane kidan
berhane birhane
yohanes
nguyen nguen
tran
pham
"""
# Short and pet names, each with the names that it may stand for.
SHORT = """
bill will billy willy liam: william
bob rob bobby robbie: robert
dick rick ricky richie: richard
jack johnny johnnie: john
jim jimmy jamie: james
joe joey pepe sepp beppe: joseph
tom tommy: thomas
tony toni tonino: anthony
mike mick misha micky miki: michael
dave davey: david
dan danny: daniel
ben benny bibi: benjamin
sam sammy: samuel
alex sasha sacha sandro alik: alexander
alyosha lyosha alesha: alexei
andy andriusha: andrew
nick kolya niko: nicholas
steve steph: stephen
charlie chuck: charles
ted teddy: edward theodore
ned eddie: edward
fred freddy fritz: frederick
hank harry: henry
larry: lawrence
theo: theodore
matt: matthew
pete petya: peter
phil: philip
vova volodya vlad: vladimir
dima mitya: dmitry
seryozha seryoga: sergei
kostya: konstantin
zhenya: yevgeny
yura: yuri
grisha: gregory
vanya vano: john
pasha: paul
kate katya kathy: catherine
liz beth betty lisa: elizabeth
lena: helen
tanya: tatiana
natasha: natalia
anya annie: anna
masha: maryam
olya: olga
paco pancho: francis
pepe: joseph
nacho: ignacio
memo: william
kike: henry
beto: robert
lalo: edward
tono: anthony
mo hamada: mohammed
hamoudi: mohammed
ibo brahim: ibrahim
memet: mohammed
"""


@cache
def line_of() -> dict[str, int]:
    """The line of each form that stands in the table."""
    found: dict[str, int] = {}
    for number, line in enumerate(SAME.strip().splitlines()):
        for word in line.split():
            found.setdefault(word, number)
    return found


@cache
def stands_for() -> dict[str, frozenset[int]]:
    """The lines of the names for which each short name may stand."""
    found: dict[str, set[int]] = {}
    for line in SHORT.strip().splitlines():
        short, _, full = line.partition(":")
        lines = {line_of()[word] for word in full.split() if word in line_of()}
        for word in short.split():
            found.setdefault(word, set()).update(lines)
    return {word: frozenset(lines) for word, lines in found.items()}
