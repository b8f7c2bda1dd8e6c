"""Every regular expression of the package, run over text that is made to slow it down.

python tests/regexes.py            prints those whose work grows faster than their text
python tests/regexes.py 联建        only those that hold these characters

The texts are made from each expression itself (its characters, its repeats, what nearly matches
it), in growing lengths. Work is processor time, the least of several runs, and counts only where
it is long enough to be measured; what grows by the square takes sixteen times as long for a text
four times as long, so the limit of eight lies far from both.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import re._constants as codes  # type: ignore[import-untyped]
import re._parser as parser  # type: ignore[import-untyped]
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SIZES = (40, 400, 2000, 8000)
MEASURED = 0.02  # seconds: shorter work is taken as done
TOO_LONG = 0.3  # seconds, for a text of up to 2,000 characters
ENDED = 5.0  # seconds by the clock
MOST_GROWTH = 8.0  # from 2,000 to 8,000 characters
RUNS = 12  # before growth is believed: other work on the machine disturbs single ones
# Work that grows only with the number of repeats is bounded by them: no growth to be seen.
FEW = 8
EXTRAS = {"scrapy", "twisted", "distributed", "dask", "fsspec"}
SAMPLES = {
    codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "联",
    codes.CATEGORY_NOT_DIGIT: "联", codes.CATEGORY_NOT_SPACE: "联", codes.CATEGORY_NOT_WORD: "，",
}  # fmt: skip
OTHERS = "联1， 。a〇\n(<"


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and the line that made it."""

    pattern: re.Pattern[Any]
    place: str

    def as_text(self) -> re.Pattern[str]:
        """The expression; one of bytes as it reads over characters of the same numbers."""
        if isinstance(self.pattern.pattern, str):
            return self.pattern
        return re.compile(self.pattern.pattern.decode("latin-1"), self.pattern.flags | re.ASCII)


@dataclass(frozen=True, slots=True)
class Slow:
    """An expression, the text that slows it, and its seconds by length of text."""

    place: str
    pattern: str
    text: str
    seconds: dict[int, float]


# ---- which expressions there are ----------------------------------------------------------------
def collect() -> list[Found]:
    """All that importing the package and mining the demo reports compile."""
    found: dict[tuple[Any, int], Found] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def spy(pattern: Any, flags: int) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compile_(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_code.co_filename == re.__file__ and frame.f_back:
            frame = frame.f_back
        name = frame.f_globals.get("__name__", "")
        if name.startswith("textmine"):
            key = (made.pattern, made.flags)
            found.setdefault(key, Found(made, f"{name}:{frame.f_lineno}"))
        return made

    re._compile = spy  # type: ignore[attr-defined]
    try:
        _import_all()
        _mine_reports()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return list(found.values())


def _import_all() -> None:
    import textmine

    for module in pkgutil.walk_packages(textmine.__path__, "textmine."):
        if not module.name.endswith("__main__"):
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as error:
                if (error.name or "").partition(".")[0] not in EXTRAS:
                    raise


def _mine_reports() -> None:
    from textmine.mine import mine

    for path in sorted((ROOT / "corpora/reports").iterdir()):
        if path.is_file():
            mine(path)


def matched() -> set[int]:
    """Identities of the expressions that are only ever matched at one place, not searched for."""
    from textmine.acquire.html.sites import load_sites
    from textmine.extract.rulebook import read_rules

    sites = load_sites()
    found = {id(site.furniture) for site in (sites.every, *sites.rows)}
    found |= {id(row.pattern) for row in sites.furniture}
    found |= {id(rule.pattern) for rule in read_rules().values() if rule.at == "start"}
    used = _uses()
    for (module, name), ways in used.items():
        value = getattr(sys.modules.get(module), name, None)
        if isinstance(value, re.Pattern) and ways <= {"match", "fullmatch"}:
            found.add(id(value))
    return found


def _uses() -> dict[tuple[str, str], set[str]]:
    """The methods that are called on each module's names; "?" where a name is handed on."""
    used: dict[tuple[str, str], set[str]] = {}
    for path in sorted((ROOT / "textmine").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        here = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        homes = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        owners = {
            id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                home = homes.get(node.id, (here, node.id))
                used.setdefault(home, set()).add(owners.get(id(node), "?"))
    return used


# ---- text that is made to slow them down --------------------------------------------------------
def texts_for(pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """(before, repeated, after): the text is `before`, then `repeated` often, then `after`."""
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    whole = sample(tree)
    made: dict[tuple[str, str, str], None] = {}
    for before, body in pumps(tree, ""):
        for repeated in {body, body * 2 + "，", before + body}:
            if repeated:
                made["", repeated, ""] = None
                made[before, repeated, "\0"] = None
                made[before, repeated, whole] = None
    for part in (whole, whole[:-1], whole[1:], whole + "\0"):
        if part:
            made["", part, ""] = None
    for letter in [*dict.fromkeys(whole[:8] + OTHERS)]:
        made["", letter, ""] = None
    for letter in dict.fromkeys(whole[-3:] + " "):
        made[whole[:-1], letter, ""] = None
    return list(made)


def pumps(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """Each repeat in *nodes*: what may stand before it, and what it repeats."""
    for code, value in nodes:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most is codes.MAXREPEAT or most > FEW:
                for branch in branches(list(body)):
                    yield before, branch
            yield from pumps(list(body), before)
        elif code is codes.SUBPATTERN:
            yield from pumps(list(value[-1]), before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from pumps(list(branch), before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from pumps(list(value[1]), before)
        elif code is codes.ATOMIC_GROUP:
            yield from pumps(list(value), before)
        before += sample([(code, value)])


def branches(nodes: list[Any]) -> list[str]:
    """Samples of *nodes*: one for each of up to six alternatives where it is a choice."""
    if len(nodes) == 1 and nodes[0][0] is codes.SUBPATTERN:
        return branches(list(nodes[0][1][-1]))
    if len(nodes) == 1 and nodes[0][0] is codes.BRANCH:
        return [sample(list(branch)) for branch in nodes[0][1][1][:6]]
    if len(nodes) == 1 and nodes[0][0] is codes.IN:
        return list(letters(nodes[0][1]))[:6]
    return [sample(nodes)]


def sample(nodes: list[Any]) -> str:
    """A text that *nodes* match, or nearly."""
    return "".join(_sample(code, value) for code, value in nodes)


def _sample(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return next(letter for letter in OTHERS if ord(letter) != value)
    if code is codes.ANY:
        return "联"
    if code is codes.IN:
        return letters(value)[0]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return sample(list(value[2])) * max(1, value[0])
    if code is codes.SUBPATTERN:
        return sample(list(value[-1]))
    if code is codes.BRANCH:
        return sample(list(value[1][0]))
    if code is codes.ATOMIC_GROUP:
        return sample(list(value))
    return ""  # assertions and references to groups take no room of their own


def letters(items: list[Any]) -> str:
    """Some characters of a set."""
    if items[0][0] is codes.NEGATE:
        barred = letters(items[1:])
        return "".join(letter for letter in OTHERS if letter not in barred) or "\1"
    some = ""
    for code, value in items:
        if code is codes.LITERAL:
            some += chr(value)
        elif code is codes.RANGE:
            some += chr(value[0]) + chr(value[1])
        elif code is codes.CATEGORY:
            some += SAMPLES[value]
    return some


# ---- how much work they make --------------------------------------------------------------------
def slowness(found: Found, at_one_place: bool) -> Slow | None:
    """The first text over which the work of an expression grows too fast, if there is one."""
    pattern = found.as_text()
    run: Callable[[str], Any] = pattern.match if at_one_place else _search(pattern)
    for parts in texts_for(pattern):
        seconds: dict[int, float] = {}
        for size in SIZES:
            if size == SIZES[-1] and 16 * seconds[SIZES[-2]] < MEASURED:
                break  # even growth by the square would not be seen
            seconds[size] = took(run, text_of(parts, size))
            if seconds[size] > TOO_LONG and size < SIZES[-1]:
                again = min(took(run, text_of(parts, size)) for _ in range(2))
                seconds[size] = min(seconds[size], again)
            if seconds[size] > TOO_LONG and size < SIZES[-1]:
                return _slow(found, parts, seconds)
        if SIZES[-1] in seconds and grows(run, parts, seconds):
            return _slow(found, parts, seconds)
    return None


def text_of(parts: tuple[str, str, str], size: int) -> str:
    """The text of about *size* characters."""
    before, repeated, after = parts
    return before + repeated * (size // len(repeated) + 1) + after


def _slow(found: Found, parts: tuple[str, str, str], seconds: dict[int, float]) -> Slow:
    before, repeated, after = (part[:40] for part in parts)
    shown = f"{before!r} + {repeated!r} * n + {after!r}"
    return Slow(found.place, found.as_text().pattern, shown, seconds)


def _search(pattern: re.Pattern[str]) -> Callable[[str], Any]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


def grows(
    run: Callable[[str], Any], parts: tuple[str, str, str], seconds: dict[int, float]
) -> bool:
    """Whether the work grows much faster than the text: measured again before it is believed."""
    short, long = SIZES[-2:]
    texts = {size: text_of(parts, size) for size in (short, long)}
    for _ in range(RUNS):
        if seconds[long] < MEASURED or seconds[long] <= MOST_GROWTH * seconds[short]:
            return False
        for size, text in texts.items():
            seconds[size] = min(seconds[size], took(run, text))
    return True


def took(run: Callable[[str], Any], text: str) -> float:
    """Processor seconds; what does not end is ended."""
    signal.setitimer(signal.ITIMER_REAL, ENDED)
    begun = time.process_time()
    try:
        run(text)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - begun


def _stop(number: int, frame: object) -> None:
    raise TimeoutError


def main(wanted: str = "") -> None:
    """Print each slow expression as a line of JSON, and before each what is looked at."""
    signal.signal(signal.SIGALRM, _stop)
    found = [one for one in collect() if wanted in one.as_text().pattern]
    at_one_place = matched()
    for one in found:
        print(f"# {one.place}", flush=True)
        slow = slowness(one, id(one.pattern) in at_one_place)
        if slow:
            row = (slow.place, slow.pattern, slow.text, slow.seconds)
            print(json.dumps(row, ensure_ascii=False), flush=True)
    print(f"# looked at {len(found)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
