"""Nynorsk words with the bokmål words that answer to them (data).

``BOKMAAL`` maps dictionary forms. It holds words that reports on education and public
administration use often and that no rule of spelling leads over, and joins a few spellings that
bokmål itself has two of. ``SPELLINGS`` and ``STEMS`` are the regular differences; they count only
where they lead from a word that bokmål lacks to a word that bokmål has.
"""

from __future__ import annotations

import re

_PAIRS = """
adferd atferd, ansvarleggjere ansvarliggjøre, arbeidsgjevar arbeidsgiver, auka økt, auke øke,
avgjerd avgjørelse, avgjere avgjøre, bein ben, betre bedre, bevisstgjering bevisstgjøring,
bilete bilde, bod bud, born barn, brei bred, breidd bredde, brukar bruker, bustad bolig,
byrje begynne, byrjing begynnelse, deltagelse deltakelse, deltager deltaker,
deltaging deltakelse, deltaking deltakelse, djup dyp, djupne dybde, dugleik ferdighet,
døme eksempel, eigar eier, eigarskap eierskap, eige egen, eigen egen, eigne egen, einig enig,
eining enhet, einsarta ensartet, einsemd ensomhet, einskap enhet, einskild enkelt,
etterspurnad etterspørsel, fann finne, fleire flere, fleirspråkleg flerspråklig,
fleirtal flertall, folkehøgskule folkehøyskole, forbod forbud, forsking forskning,
forståing forståelse, fram frem, framandspråk fremmedspråk, framfor fremfor, framgang fremgang,
framheve fremheve, framlegg forslag, framleis fremdeles, framover fremover, framsteg fremskritt,
framstille fremstille, framstilling fremstilling, framtid fremtid, framtidig fremtidig,
freiste prøve, fremje fremme, fråfall frafall, fråver fravær, fråvær fravær, fylgje følge,
fyrst først, fyrste første, følgje følge, føremon fordel, føremål formål, føresegn bestemmelse,
føresetnad forutsetning, føresett foresatt, føresette foresatt, gje gi, gjev gi, gjevar giver,
gjeve gi, gong gang, gransking granskning, grunnleggjande grunnleggende, grunnskule grunnskole,
gut gutt, halde holde, haldning holdning, handsame behandle, handsaming behandling, haust høst,
heil hel, heile hel, heilskap helhet, heilskapleg helhetlig, heim hjem, heime hjemme,
heimeside hjemmeside, hending hendelse, hovudfunn hovedfunn, hovudsakleg hovedsakelig, høg høy,
høgskole høyskole, høgskule høyskole, høyre høre, høyring høring, høyskule høyskole,
innbyggjar innbygger, innhald innhold, innleiing innledning, innspel innspill,
innverknad innvirkning, kartleggje kartlegge, kjelde kilde, kjem komme, kjenneteikn kjennetegn,
kjenneteikne kjennetegne, kjensle følelse, kjærleik kjærlighet, kjøn kjønn, kome komme,
krefje kreve, krenking krenkelse, krenkje krenke, krev kreve, krevje kreve, kvardag hverdag,
køyre kjøre, lagspel lagspill, leiar leder, leiarskap lederskap, leiing ledelse, leik lek,
leikar leker, leike leke, lengd lengde, lesning lesing, likskap likhet, lova loven, låg lav,
lærarutdanning lærerutdanning, læringsutbyte læringsutbytte, løn lønn, løyse løse,
løysing løsning, løyving bevilgning, medan mens, medverke medvirke, medverknad medvirkning,
medvit bevissthet, medviten bevisst, medvitsgjering bevisstgjøring, meine mene, meining mening,
mogelegheit mulighet, mogleg mulig, moglegheit mulighet, munnleg muntlig, målsetjing målsetting,
målsetning målsetting, månad måned, namn navn, naudsynt nødvendig, nemne nevne,
nemning betegnelse, nokon noen, nærleik nærhet, omgrep begrep, open åpen, openheit åpenhet,
opne åpne, oppfylgjing oppfølging, oppgåve oppgave, oppleving opplevelse, oppmode oppfordre,
oppmoding oppfordring, partnarskap partnerskap, pengar penger, planleggje planlegge,
prosentdel prosentandel, påbod påbud, påverke påvirke, påverking påvirkning,
påverknad påvirkning, rein ren, rekkjevidd rekkevidde, rekne regne, rekneskap regnskap,
reknestykke regnestykke, rekning regning, rettar rettigheter, rettigheit rettighet,
rettleiar veileder, rettleie veilede, rettleiing veiledning, rådgiving rådgivning,
rådgjevar rådgiver, rådgjeving rådgivning, rørsle bevegelse, røyndom virkelighet,
røyndomsnær virkelighetsnær, røynsle erfaring, røyve prøve, sakshandsaming saksbehandling,
saman sammen, samandrag sammendrag, samanheng sammenheng, samanlikne sammenligne,
samanlikning sammenligning, samansett sammensatt, sanning sannhet, satsning satsing, seie si,
sein sen, seint sent, semje enighet, setje sette, sjuk syk, sjukdom sykdom,
sjukefråvær sykefravær, sjukepleiar sykepleier, sjå se, sjølvbilete selvbilde,
sjølvkjensle selvfølelse, sjølvstende selvstendighet, sjølvstendig selvstendig,
sjølvvurdering selvvurdering, skilje skille, skilnad forskjell, skule skole, spel spill,
spele spille, spesialundervising spesialundervisning, spørje spørre, spørjeskjema spørreskjema,
spørjeundersøking spørreundersøkelse, spørjing spørring, stad sted, stein sten,
storleik størrelse, styresmakt myndighet, styrkje styrke, stønad støtte, synast synes,
synleggjere synliggjøre, sysselsetjing sysselsetting, særskild særskilt, søkjar søker,
søkje søke, tal tall, teikn tegn, teikne tegne, teikning tegning, tenking tenkning,
tilbod tilbud, tilhøve forhold, tilhøyre tilhøre, tilhøyrsle tilhørighet, tilpassa tilpasset,
tilpassing tilpasning, tilretteleggje tilrettelegge, tilrå anbefale, tilråding anbefaling,
tilsetje ansette, tilsetjing ansettelse, tilsett ansatt, tilsette ansatt, tilskot tilskudd,
tilskotsordning tilskuddsordning, timar timer, trivast trives, tru tro, tryggleik trygghet,
tydeleggjere tydeliggjøre, tyding betydning, ueinig uenig, ulikskap ulikhet, umedviten ubevisst,
undersøking undersøkelse, undersøkje undersøke, undervising undervisning,
ungdomsskule ungdomsskole, usemje uenighet, utbyte utbytte, utgivar utgiver, utgjevar utgiver,
utgjeving utgivelse, utsegn utsagn, utval utvalg, utvalsgranskning utvalgsundersøkelse,
vaksen voksen, val valg, vald valgt, vanske vanskelighet, veg vei, vegleiar veileder,
vegleie veilede, vegleiing veiledning, veke uke, velje velge, verkemiddel virkemiddel,
verknad virkning, verksemd virksomhet, verkty verktøy, vidare videre, vidareføre videreføre,
vidaregåande videregående, vidareutdanning videreutdanning, vitskap vitenskap,
vitskapleg vitenskapelig, ynske ønske, ynskje ønske, åleine alene, åtferd atferd,
åtgjerd tiltak, åtvare advare, øving øvelse, øvingslærar øvingslærer
"""

BOKMAAL: dict[str, str] = {pair.split()[0]: pair.split()[1] for pair in _PAIRS.split(",")}
"""Nynorsk dictionary form → bokmål dictionary form."""

OWN_FORM = frozenset("begrep hage leder ramme si årsak".split())
"""Words that the dictionaries only know as a form of another one (*si* of *sin*)."""

SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(nynorsk), bokmaal)
    for nynorsk, bokmaal in (
        ("legheit$", "lighet"),
        ("leg$", "lig"),
        ("heit$", "het"),
        ("semd$", "somhet"),
        ("sam$", "som"),
        ("ar$", "er"),
        ("ande$", "ende"),
        ("gje$", "ge"),
        ("kje$", "ke"),
        ("a$", "e"),
        ("ing$", "ning"),
        ("tal$", "tall"),
        ("au", "ø"),
        ("kv", "hv"),
    )
)
"""Regular differences of spelling, tried one at a time in this order."""

STEMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(nynorsk), bokmaal)
    for nynorsk, bokmaal in (
        ("^fleir", "fler"),
        ("^fram", "frem"),
        ("^heim", "hjem"),
        ("^hovud", "hoved"),
        ("^høg", "høy"),
        ("^sjuk", "syk"),
        ("^sjølv", "selv"),
        ("^vidare", "videre"),
        ("lærar", "lærer"),
        ("skule", "skole"),
    )
)
"""Stems that open or make up compounds; so telling that the compound need not be known."""
