"""Faults in words: what happened, and what to do about it."""

from __future__ import annotations

from kompetanse_qa import errors
from kompetanse_qa.records import Skipped, SkipReason
from kompetanse_qa.texts.answers import filters_in_words, plural

SKIP_REASONS: dict[SkipReason, str] = {
    "empty": "filen er tom. Legg inn innholdet på nytt, eller slett filen",
    "binary": "filen er ikke tekst. Lagre rapporten som PDF, .txt eller .md",
    "encoding": "teksten er ikke UTF-8. Lagre filen på nytt som UTF-8",
    "encrypted": "PDF-en krever passord. Lagre en kopi uten passord",
    "damaged": "filen er skadet eller avkuttet. Last den ned på nytt",
    "duplicate": "en annen fil har samme navn. Gi en av dem et annet navn",
    "no_pages": "PDF-en har ingen sider. Last den ned på nytt",
    "no_text_layer": "PDF-en er skannet og har ikke tekstlag. Kjør tekstgjenkjenning (OCR) først",
    "unsupported": "filtypen kan ikke leses. Lagre rapporten som PDF, .txt eller .md",
    "unreadable": "filen lot seg ikke åpne. Se etter rettigheter og filnavn",
}

_SKIP_DETAILS: dict[SkipReason, str] = {
    "encoding": "feil ved byte {}",
    "no_text_layer": "{} sider uten tekst",
}


def explain_skipped(skipped: Skipped) -> str:
    """One line on a file that was left out, and the way to mend it."""
    detail = _SKIP_DETAILS.get(skipped.reason, "{}").format(skipped.detail)
    more = f" ({detail})" if skipped.detail else ""
    return f"{skipped.path}: {SKIP_REASONS[skipped.reason]}{more}."


def explain(error: errors.KompetanseError) -> str:
    """The fault and the way out of it, for a person."""
    match error:
        case errors.UnreadableReport():
            return explain_skipped(
                Skipped(path=str(error.path), reason=error.reason, detail=error.detail)
            )
        case errors.BadManifest():
            return f"Kan ikke lese {error.path}: {error.detail}. Rett opp filen og prøv igjen."
        case errors.NoIndex():
            return f"Det finnes ingen indeks i «{error.folder}».\nLag den med: kompetanse-qa index"
        case errors.IndexMismatch():
            return (
                f"Indeksen i «{error.folder}» er laget med en annen versjon av {_WHAT[error.what]}"
                f" ({error.index_has[:40]}) enn programmet bruker nå ({error.program_has[:40]}).\n"
                "Bygg den på nytt med: kompetanse-qa index"
            )
        case errors.DamagedIndex():
            return (
                f"Indeksen i «{error.folder}» er skadet: {error.file} ({error.detail}).\n"
                "Bygg den på nytt med: kompetanse-qa index"
            )
        case errors.IndexNotWritten():
            return (
                f"Kan ikke skrive {error.file} i «{error.folder}»: {error.detail}.\n"
                "Se etter om disken er full, og om du har lov til å skrive i mappen. Indeksen er"
                " som før."
            )
        case errors.IndexLocked():
            return (
                f"Et annet program skriver til indeksen i «{error.folder}» akkurat nå.\n"
                "Vent til det er ferdig, og prøv igjen. Du kan søke så lenge."
            )
        case errors.NothingToUndo():
            return f"Det finnes ingen tidligere indeks i «{error.folder}» å gå tilbake til."
        case errors.NoCorpus():
            return (
                f"Finner ikke mappen «{error.folder}».\n"
                "Lag den og legg rapportene der, eller pek på en annen med --corpus MAPPE."
            )
        case errors.EmptyCorpus():
            reasons = "".join(f"\n  {explain_skipped(skipped)}" for skipped in error.skipped)
            return (
                f"Ingen rapporter i «{error.folder}» kunne leses. Indeksen er ikke endret."
                f"{reasons}\n"
                "Legg inn minst én rapport (PDF, .txt eller .md) og prøv igjen."
            )
        case errors.EmptyQuestion():
            return "Spørsmålet er tomt. Skriv et spørsmål eller noen stikkord."
        case errors.UnknownReport():
            known = "".join(f"\n  {report_id}" for report_id in error.known)
            return f"Det finnes ingen rapport med navnet «{error.report_id}». Rapportene er:{known}"
        case errors.UnknownPassage():
            return (
                f"Det finnes ikke noe avsnitt med id «{error.passage_id}».\n"
                'Id-en står i svaret: kompetanse-qa ask --format json "…"'
            )
        case errors.NothingMatchesFilters():
            return (
                f"Ingen rapporter passer til filteret: {filters_in_words(error.filters)}.\n"
                "Se hva som finnes med: kompetanse-qa reports"
            )
        case errors.EncoderMissing():
            return (
                f"Finner ikke språkmodellen «{error.name}» ({error.detail}).\n"
                "Bruk den som følger med (uten --encoder), eller pek på en mappe med en modell."
            )
        case errors.EngineMissing():
            return (
                f"Finner ikke søkemotoren «{error.name}» ({error.detail}).\n"
                "Installer den, eller bygg indeksen uten den: kompetanse-qa index --engines …"
            )
        case errors.EngineFailed():
            return (
                f"Søkemotoren «{error.name}» {_ENGINE_FAULTS[error.reason]}"
                f"{f' ({error.detail})' if error.detail else ''}.\n"
                "Prøv igjen. Hjelper det ikke, bygg indeksen på nytt: kompetanse-qa index"
            )
        case errors.NothingToMeasure():
            return f"Det er ingenting å måle {error.measure} på. Se etter om spørsmålsfilen er tom."
        case errors.EvidenceNotFound():
            return (
                f"Fasiten til spørsmål {error.question_id} står ikke i noe avsnitt i indeksen:\n"
                f"  {error.evidence[:200]}\n"
                "Bygg indeksen på rapportene spørsmålene er laget fra: kompetanse-qa index"
            )
        case errors.NothingToSearch():
            return (
                f"«{error.system}» har ingen avsnitt å søke i.\nBygg indeksen: kompetanse-qa index"
            )
        case errors.UnknownSystem():
            return f"«{error.name}» kan ikke måles her. Velg blant: {', '.join(error.known)}"
        case errors.RunsDiffer():
            return (
                f"Kjøringen av {error.system} passer ikke til spørsmålene ({error.what}:"
                f" {', '.join(error.details)[:200]}).\nKjør målingen på nytt med --runs."
            )
        case errors.BadInput():
            line = f", linje {error.line}" if error.line else ""
            return (
                f"Kan ikke bruke {error.path}{line}: {_BAD_INPUT.get(error.detail, error.detail)}"
            )
    return f"{type(error).__name__}: {', '.join(map(str, error.args))}"


_WHAT = {
    "format": "filformatet",
    "encoder": "språkmodellen",
    "analyzer": "ordanalysen",
}

_ENGINE_FAULTS: dict[errors.EngineFault, str] = {
    "failed": "meldte en feil",
    "timeout": "svarte ikke i tide",
    "unknown_key": "mangler et avsnitt som de andre har",
    "sealed": "tar ikke imot mer",
}

_BAD_INPUT = {
    "missing": "filen finnes ikke.",
    "encoding": "filen er ikke UTF-8.",
    "no_id_column": "CSV-filen må ha kolonnene id og question.",
    "not_json": "linjen er ikke gyldig JSON.",
    "not_an_object": "linjen er ikke et JSON-objekt.",
    "no_id": "linjen mangler «id».",
    "no_question": "linjen mangler «question».",
    "no_answers": "filen inneholder ingen svar.",
    "same_file": "svarene kan ikke skrives til filen med spørsmål.",
    "duplicate_id": "samme id står flere ganger.",
}


def explain_line(error: errors.KompetanseError | ValueError) -> str:
    """Why one question of a batch could not be asked."""
    if isinstance(error, errors.BadInput):
        return _BAD_INPUT.get(error.detail, error.detail)
    return explain(error) if isinstance(error, errors.KompetanseError) else str(error)


def explain_many_skipped(skipped: tuple[Skipped, ...]) -> str:
    """The heading above the list of files that were left out."""
    return f"{plural(len(skipped), 'fil', 'filer')} ble hoppet over:"
