"""Mutants of what mutmut leaves out: the constants of a module or class, and decorated functions.

mutmut puts its mutants into functions beside the original, so that it can't touch what is worked
out at import; and it keeps away from decorators. Here each mutant is a whole file instead. The
bodies of decorated functions get mutmut's own operators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import unified_diff

import libcst as cst
from libcst.helpers import get_full_name_for_node
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators, operator_string
from mutmut.mutation.pragma_handling import IgnoredCode


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one change."""

    change: str
    source: str


def mutants_left_out(source: str) -> list[Mutant]:
    """All mutants of a module's source that mutmut does not make."""
    wrapper = cst.MetadataWrapper(cst.parse_module(source))
    constants = _Constants()
    wrapper.module.visit(constants)
    decorated = _Decorated(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(decorated)
    pairs = constants.found + [
        (mutation.original_node, mutation.mutated_node)
        for mutation in decorated.mutations
        if _is_decorated(mutation.contained_by_top_level_function)
    ]
    replaced = (wrapper.module.deep_replace(old, new) for old, new in pairs)
    made = [cst.ensure_type(node, cst.Module).code for node in replaced]
    return [Mutant(change_of(_diff(source, mutated)), mutated) for mutated in made]


def _diff(before: str, after: str) -> Iterator[str]:
    return unified_diff(before.splitlines(), after.splitlines(), lineterm="")


def change_of(diff: Iterable[str]) -> str:
    """A unified diff on one line: the lines that went, and those that came."""
    lines = list(diff)[2:]
    went, came = (
        " ".join(" ".join(line[1:] for line in lines if line.startswith(sign)).split())
        for sign in "-+"
    )
    return f"`{went}` → `{came}`"


class _Decorated(MutationVisitor):
    """mutmut's visitor, without its fear of decorators."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return not _is_decorated(node) and super()._skip_node_and_children(node)


def _is_decorated(node: cst.CSTNode | None) -> bool:
    """With a decorator that mutmut minds."""
    if not isinstance(node, cst.FunctionDef):
        return False
    names = [get_full_name_for_node(each.decorator) for each in node.decorators]
    return bool(names) and names not in (["staticmethod"], ["classmethod"])


class _Constants(cst.CSTVisitor):
    """Numbers a step up and down, strings changed, items of a collection dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []
        self._unpacked: cst.CSTNode | None = None

    def on_visit(self, node: cst.CSTNode) -> bool:
        # Types are no values, docstrings and `__all__` nothing that a test could miss.
        if isinstance(
            node, cst.FunctionDef | cst.Decorator | cst.Annotation | cst.Subscript | cst.Expr
        ):
            return False
        if isinstance(node, cst.Assign):
            target = node.targets[0].target
            if isinstance(target, cst.Name) and target.value == "__all__":
                return False
            self._unpacked = node.value if isinstance(target, cst.Tuple) else None
        if isinstance(node, cst.AssignTarget):
            return False
        self.found += [(node, mutated) for mutated in self._mutated(node)]
        return True

    def _mutated(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        match node:
            case cst.Integer():
                next_to = (node.evaluated_value + step for step in (1, -1))
                yield from (node.with_changes(value=str(value)) for value in next_to if value >= 0)
            case cst.Float():
                beside = _beside(node.value)
                yield from (node.with_changes(value=str(value)) for value in beside if value >= 0)
            case cst.SimpleString():
                yield from operator_string(node)
            case cst.Tuple() | cst.List() | cst.Set() | cst.Dict():
                if node is not self._unpacked and len(node.elements) > 1:
                    for at in range(len(node.elements)):
                        kept = [*node.elements[:at], *node.elements[at + 1 :]]
                        yield node.with_changes(elements=kept)


def _beside(written: str) -> list[float]:
    """One more and one less in the last place that is written: 0.6 → 0.7, 0.5."""
    value = Decimal(written.replace("_", ""))
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return [float(value + step), float(value - step)]
