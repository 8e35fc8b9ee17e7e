"""An engine in another process, which can be told to be slow, to fail, or to lose a call.

Run as a script it serves one engine on a local socket; `RemoteEngine` is the other end, written as
one would write it for a real store: a number for each call, and a limit for waiting.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection, Sequence
from itertools import count
from multiprocessing.connection import Client, Connection, Listener

from kompetanse_qa.engines import Batch, Evidence, Place, Statistics, open_engine
from kompetanse_qa.errors import EngineFailed, KompetanseError
from kompetanse_qa.query import Query
from kompetanse_qa.records import EVERYTHING, Ranking, Scope

_KEY = b"test"


class RemoteEngine:
    """The near end. What the far end raises comes back as EngineFailed."""

    def __init__(self, place: Place, address: str | None = None, *, of: str = "bm25") -> None:
        self.name = f"remote-{of}"
        self.limit = 60.0
        """Seconds until a call counts as lost."""
        self._numbers = count()
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        port = int(self._process.stdout.readline())
        self._wire: Connection = Client(("127.0.0.1", port), authkey=_KEY)
        try:
            self._call("open", of, place, address)
        except EngineFailed:
            self.close()
            raise

    def _call(self, what: str, *arguments: object) -> object:
        number = next(self._numbers)
        self._wire.send((number, what, arguments))
        while self._wire.poll(self.limit):
            answered, fault, value = self._wire.recv()
            if answered != number:
                continue  # the answer of a call that was given up comes late
            if fault:
                raise EngineFailed(self.name, "failed", fault)
            return value
        raise EngineFailed(self.name, "timeout", what)

    def behave(self, how: str) -> None:
        """The next call: "fail", "lose" or "late" (answered after the one that follows)."""
        self._wire.send((-1, "behave", (how,)))

    def add(self, batch: Batch) -> None:
        self._call("add", batch)

    def remove(self, keys: Collection[str]) -> None:
        self._call("remove", list(keys))

    def commit(self) -> str:
        return str(self._call("commit"))

    def discard(self) -> None:
        self._call("discard")

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        return self._call("search", query, depth, scope)  # type: ignore[return-value]

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        return self._call("evidence", query, list(keys))  # type: ignore[return-value]

    def statistics(self, terms: Collection[str]) -> Statistics:
        return self._call("statistics", list(terms))  # type: ignore[return-value]

    def close(self) -> None:
        if self._process.poll() is None:
            self._wire.send((-1, "stop", ()))
            self._process.wait()
        self._wire.close()
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()


def _serve() -> None:
    engine = None
    how, held_back = "", None
    with Listener(("127.0.0.1", 0), authkey=_KEY) as listener:
        sys.stdout.write(f"{listener.address[1]}\n")
        sys.stdout.flush()
        wire = listener.accept()
        while True:
            number, what, arguments = wire.recv()
            if what == "stop":
                break
            if what == "behave":
                (how,) = arguments
                continue
            try:
                if what == "open":
                    engine, value = open_engine(*arguments), None
                elif how == "fail":
                    raise ConnectionError("the far end is down")
                else:
                    value = getattr(engine, what)(*arguments)
                answer = number, "", value
            except (KompetanseError, OSError) as error:
                answer = number, str(error), None
            if how == "late":
                held_back = answer
            elif how != "lose":
                wire.send(answer)
                if held_back is not None:
                    wire.send(held_back)
                    held_back = None
            how = ""
        if engine is not None:
            engine.close()


if __name__ == "__main__":
    _serve()
