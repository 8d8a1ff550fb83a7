"""Make ``weights.json`` anew from labelled pages: ``python -m training FOLDER …`` (see README.md)."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from articles.importing.decoding import decode
from articles.importing.document import Role
from articles.importing.formats.page_text import read_page
from articles.importing.formats.page_text.second_look import WEIGHTS, Weights, look_again, read_weights
from articles.importing.formats.page_text.signals import Signals

from .labels import roles_of

STRENGTH = 1.0
"""How little the penalty weighs (scikit-learn's C); 0.5 to 2 make no difference on pages not learnt from."""
_RARE = 3  # signals of fewer lines are not learnt
_SHOWN = 12


class Line(NamedTuple):
    """One line to learn from."""

    signals: list[str]
    role: Role


Sheet = list[Line]
"""The lines of one page."""


def read_sheets(folders: Sequence[Path]) -> Iterator[tuple[Path, Sheet]]:
    """The labelled pages of some folders (``NAME.txt`` beside ``NAME.json``)."""
    for folder in folders:
        for labels in sorted(folder.glob("*.json")):
            text, _ = decode(labels.with_suffix(".txt").read_bytes(), name=labels.name)
            page = read_page(text, name=labels.name)
            signals = Signals(page)
            roles = roles_of(page.pieces, json.loads(labels.read_text(encoding="utf-8")))
            yield labels, [Line(signals.of(at), role) for at, role in enumerate(roles)]


def learn(sheets: Sequence[Sheet]) -> Weights:
    """The weights that tell the roles of these pages' lines best, most of them nothing."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    lines = [line for sheet in sheets for line in sheet]
    often = Counter(signal for line in lines for signal in set(line.signals))
    places = {signal: at for at, signal in enumerate(sorted(often)) if often[signal] >= _RARE}
    places = {signal: at for at, signal in enumerate(places)}
    rows = [sorted({places[signal] for signal in line.signals if signal in places}) for line in lines]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    columns = [column for row in rows for column in row]
    table = csr_matrix(([1.0] * len(columns), columns, starts), shape=(len(rows), len(places)))
    model = LogisticRegression(l1_ratio=1.0, C=STRENGTH, solver="saga", max_iter=300, tol=1e-3, random_state=1)
    model.fit(table, [line.role.value for line in lines])
    roles = tuple(Role(role) for role in model.classes_)
    signals = {
        signal: tuple(
            (role, round(float(weight), 3)) for role, weight in enumerate(model.coef_[:, at]) if abs(weight) > 0.005
        )
        for signal, at in places.items()
    }
    bias = tuple(round(float(weight), 3) for weight in model.intercept_)
    return Weights(roles, bias, {signal: added for signal, added in signals.items() if added})


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
