"""Make ``weights.json`` anew from labelled pages: ``python -m training FOLDER …`` (see README.md)."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pycrfsuite

from articles.importing.decoding import decode
from articles.importing.document import Role
from articles.importing.formats.page_text import read_page
from articles.importing.formats.page_text.second_look import WEIGHTS, Weights
from articles.importing.formats.page_text.signals import Signals

from .labels import roles_of

PENALTY = 1.0
"""How much a weight costs; 0.5 to 2 make no difference on pages not learnt from."""
_RARE = 3  # signals of fewer lines are not learnt
_LITTLE = 0.02  # smaller weights are left out
_EVERY = "every line"


class Line(NamedTuple):
    """One line to learn from."""

    signals: list[str]
    role: Role


Sheet = list[Line]
"""The lines of one page."""


def read_sheets(folders: Sequence[Path]) -> Iterator[tuple[Path, Sheet]]:
    """The labelled pages of some folders: ``NAME.txt`` beside ``NAME.json`` or ``NAME.expected.json``."""
    for folder in folders:
        for labels in sorted(folder.glob("*.json")):
            saved = labels.with_name(labels.name.removesuffix(".json").removesuffix(".expected") + ".txt")
            text, _ = decode(saved.read_bytes(), name=saved.name)
            page = read_page(text, name=labels.name)
            signals = Signals(page)
            roles = roles_of(page.pieces, json.loads(labels.read_text(encoding="utf-8")))
            yield labels, [Line(signals.of(at), role) for at, role in enumerate(roles)]


def learn(sheets: Sequence[Sheet]) -> Weights:
    """The weights that tell the roles of these pages' lines best, most of them nothing.

    A chain of one line each makes CRFsuite's model a logistic regression (a "maximum entropy" model, Berger and others
    1996); its OWL-QN does the L1 penalty (Andrew and Gao 2007).
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({"c1": PENALTY, "c2": 0.01, "max_iterations": 150, "feature.minfreq": _RARE})
    for line in (line for sheet in sheets for line in sheet):
        trainer.append([[*line.signals, _EVERY]], [line.role.value])
    with TemporaryDirectory() as folder:
        model = str(Path(folder) / "model")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        found: dict[tuple[str, str], float] = tagger.info().state_features
        roles = tuple(sorted(map(Role, tagger.labels())))
    signals: dict[str, list[tuple[int, float]]] = {}
    bias = [0.0] * len(roles)
    for (signal, name), weight in sorted(found.items()):
        role = roles.index(Role(name))
        if signal == _EVERY:
            bias[role] = round(weight, 3)
        elif abs(weight) > _LITTLE:
            signals.setdefault(signal, []).append((role, round(weight, 3)))
    return Weights(roles, tuple(bias), {signal: tuple(added) for signal, added in signals.items()})


def write(weights: Weights, target: Path) -> None:
    """The weights as JSON that shows what changed from one time to the next: a signal a line."""
    rows = [
        f"  {json.dumps(signal, ensure_ascii=False)}: "
        + json.dumps({weights.roles[role].value: weight for role, weight in added})
        for signal, added in sorted(weights.signals.items())
    ]
    roles = json.dumps([role.value for role in weights.roles])
    signals = ",\n".join(rows)
    target.write_text(
        f'{{\n "roles": {roles},\n "bias": {json.dumps(weights.bias)},\n "signals": {{\n{signals}\n }}\n}}\n',
        encoding="utf-8",
    )


def _told(weights: Weights, sheets: Sequence[Sheet]) -> str:
    """How many lines, and how many whole pages, these weights tell right by themselves."""
    right = lines = whole = 0
    for sheet in sheets:
        hits = [max(chances, key=chances.__getitem__) is role for chances, role in _judged(weights, sheet)]
        right, lines, whole = right + sum(hits), lines + len(hits), whole + all(hits)
    return f"{right / lines:.1%} of {lines} lines, {whole / len(sheets):.1%} of {len(sheets)} pages"


def _judged(weights: Weights, sheet: Sheet) -> Iterator[tuple[dict[Role, float], Role]]:
    for line in sheet:
        yield weights.chances(line.signals), line.role


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from the folders given, try the weights on pages set aside, write them."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="labelled pages: NAME.txt, NAME.json")
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="where to write (default: the project's own)")
    parser.add_argument("--try", dest="parts", type=int, default=0, metavar="N", help="cross-validate in N parts first")
    options = parser.parse_args(arguments)
    sheets = [sheet for _, sheet in read_sheets(options.folders)]
    if not sheets:
        parser.error("there are no labelled pages in these folders")
    print(f"{len(sheets)} pages, {sum(map(len, sheets))} lines")
    random.Random(1).shuffle(sheets)
    for part in range(options.parts):
        rest = [sheet for at, sheet in enumerate(sheets) if at % options.parts != part]
        print(f"part {part + 1}: right on what was set aside:", _told(learn(rest), sheets[part :: options.parts]))
    weights = learn(sheets)
    write(weights, options.to)
    print(f"{sum(map(len, weights.signals.values()))} weights of {len(weights.signals)} signals: {options.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
