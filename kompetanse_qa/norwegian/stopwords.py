"""Words too common to tell one passage from another, bokmål and nynorsk (data).

The closed classes: articles, pronouns, prepositions, conjunctions, auxiliary verbs, sentence
adverbs and question words, each in all its forms; then abbreviations of such words. Verbs, nouns
and adjectives that mean something stay in, however frequent: the ranking weighs them.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    en ei et ein eit ett eitt den det dei de denne dette disse desse slik slike slikt sånn sånne
    jeg eg meg du deg han hun ho ham henne vi me oss dere dykk dem seg man
    min mi mitt mine din di ditt dine sin si sitt sine hans hennes hennar vår vårt våre deres
    dykkar deira dens dets selv sjølv sjølve selve hverandre kvarandre
    og eller men for så at om som når da då fordi hvis viss dersom mens medan enn både enten anten
    verken korkje samt siden sidan ettersom selvom
    i på til fra frå av med uten utan over under ved hos gjennom mot mellom blant langs etter før
    innen innan innenfor innanfor utenfor utanfor per pr angående ifølge inn ut opp ned
    hva kva hvem kven hvilken hvilket hvilke hvor kor hvordan korleis hvorfor kvifor hver hvert
    kvar kvart hvorvidt korvidt hvorav derav
    er var vært vore være vera vere blir blei ble blitt bli verte vert vart vorte vorten
    har hadde hatt ha havt kan kunne kunnet kunna skal skulle skullet skulla vil ville villet villa
    bør burde må måtte måttet måtta får fikk fekk få fått
    gjør gjorde gjort gjøre gjer gjere gjera
    å ikke ikkje også òg bare berre jo nok vel nå no her der dit hit
    dermed derfor difor dessuten imidlertid likevel allikevel altså ellers elles
    svært meget veldig ganske noe noko noen nokon nokre all alle alt enhver einkvar ingen inga
    annet andre annen anna annan
    bl.a bla m.fl mfl m.m mm m.v mv o.l ol o.s.v osv etc f.eks feks d.v.s dvs jf jfr ca evt ev hhv
    iht mht s p.g.a pga vha f.o.m fom t.o.m tom
    """.split()
)
