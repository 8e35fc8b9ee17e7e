"""Norwegian abbreviations written with a full stop, as reports use them (data)."""

from __future__ import annotations

CONTINUING = frozenset(
    "adm. adr. anm. ang. avd. avg. bl.a. bla. bm. ca. cand. dep. dir. disp. div. dvs. "
    "d.v.s. eg. eks. ekskl. ev. evt. f.eks. f.o.m. fig. fhv. frk. fung. fv. fvt. gj. "
    "gj.sn. gjsn. gml. hhv. hr. i.e. iht. inkl. innst. instr. int. istf. jf. jfr. kap. kfr. kgl. "
    "kl. komm. konst. kst. lovtid. maks. medl. meld. mht. mr. mrs. mtp. mv.a. mvh. nr. "
    "nto. o.a.s. obj. odel. off. omg. oppdr. oppg. overs. p.g.a. pga. ped. pkt. pol. pr. "
    "prof. prop. pst.enh. red. ref. regl. rskr. s. sen. skr. sml. sp. spm. spes. spørsm. st. "
    "st.meld. st.prp. stud. sst. stk. t.d. t.o.m. tab. tabl. tel. tlf. t.eks. tsk. u.å. ul. "
    "underst. univ. uts. vedk. vedl. vha. vol. vs. årg. årl. ot.prp. dok. l. hskr. "
    "jan. feb. apr. jun. aug. sep. sept. okt. nov. des.".split()
)
"""Abbreviations that lead on to something: a sentence seldom ends with one."""

CLOSING = frozenset(
    "a.s. ass. co. e.kr. etc. f.kr. flg. ff. inc. jr. kr. m.a. m.fl. m.m. m.v. mfl. mill. mm. mrd. "
    "mv. o.a. o.l. o.s.v. osv. p.t. pct. pst. sr. tr. utg. et.al. al. ibid. bto. kv. red.".split()
)
"""Abbreviations that often are a sentence's last word, so that a capital after them begins a new
one."""

NOT_ABBREVIATIONS = frozenset(
    "bås dæhlie-triumf fenomen miljøvernavdelingen schlickernrieder sifre startstreken "
    "tjenesteforsømmelse".split()
)
"""Ordinary words that the training of the Norwegian Punkt model took for abbreviations."""
