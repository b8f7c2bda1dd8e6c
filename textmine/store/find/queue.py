"""What to check next: practices or metrics, the least sure first or drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.engine import Connection

from textmine.errors import SettingsError
from textmine.store.file import schema
from textmine.store.find.queries import as_stored
from textmine.store.history.judging import Verdict
from textmine.store.words import divisions
from textmine.store.words.lots import RING, start_of

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

Kind = Literal["practice", "metric"]
By = Literal["doubt", "random"]

MAX_SAMPLE = 10_000
MAX_SEED = 999_999_999
CHECKED = ("right", "corrected", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuery:
    """Which practices or metrics are to be checked, and in which order.

    `by` "doubt": those first of which the program is least sure. "random": the first `size` of a
    draw by lot that `seed` begins. `report` are words of a title or path, or an article's id;
    `outcomes` leaves only metrics that tell an outcome.
    """

    kind: Kind = "practice"
    by: By = "doubt"
    seed: int = 1
    size: int = 100
    pattern: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    report: str = ""
    outcomes: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", tuple(map(as_stored, self.place)))
        if not 1 <= self.size <= MAX_SAMPLE:
            raise SettingsError("size", f"is 1 to {MAX_SAMPLE}, not {self.size}")
        if not 0 <= self.seed <= MAX_SEED:
            raise SettingsError("seed", f"is 0 to {MAX_SEED}, not {self.seed}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something to check with what was answered of it; `verdict` None: nothing yet.

    `score` is what the program said, once it was answered.
    """

    id: str
    lot: int
    verdict: Verdict | None
    wrong: tuple[str, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far checking has come: `total` are checked, skipped or waiting."""

    total: int
    checked: int
    skipped: int


def next_ids(database: CaseDatabase, query: QueueQuery, limit: int) -> list[str]:
    """Ids of what to check next; what somebody skipped comes after all others."""
    if query.by == "random":
        drawn = draw(database, query)
        waiting = [each.id for each in drawn if each.verdict is None]
        return [*waiting, *(each.id for each in drawn if each.verdict == "skipped")][:limit]
    with database.read() as connection:
        filters = _Filters(connection, query)
        own = filters.of_mined(_waiting(query.kind)).order_by(*_doubt(query.kind)).limit(limit)
        ids = list(connection.execute(own).scalars())
        answers = schema.ANSWERS.c
        passed = filters.of_answers(select(answers.id).where(answers.verdict == "skipped"))
        passed = passed.order_by(answers.score, answers.id).limit(limit - len(ids))
        return [*ids, *connection.execute(passed).scalars()]


def progress(database: CaseDatabase, query: QueueQuery) -> Progress:
    """How much of all that a query asks for, or of its sample, was checked."""
    if query.by == "random":
        verdicts = [each.verdict for each in draw(database, query)]
        total = len(verdicts)
        checked = sum(verdict in CHECKED for verdict in verdicts)
        return Progress(total=total, checked=checked, skipped=verdicts.count("skipped"))
    with database.read() as connection:
        filters = _Filters(connection, query)
        answers = schema.ANSWERS.c
        counts = select(answers.verdict, func.count()).group_by(answers.verdict)
        found = {str(row[0]): int(row[1]) for row in connection.execute(filters.of_answers(counts))}
        waiting = _count_waiting(connection, filters)
    checked = sum(found.get(verdict, 0) for verdict in CHECKED)
    skipped = found.get("skipped", 0)
    return Progress(total=waiting + checked + skipped, checked=checked, skipped=skipped)


def draw(database: CaseDatabase, query: QueueQuery) -> list[Drawn]:
    """The sample of a query, in the order in which it is to be checked.

    Drawn from what was mined: neither an answer nor its correction changes who is in it.
    """
    answers, table = schema.ANSWERS.c, _table(query.kind).c
    start = start_of(query.seed)
    with database.read() as connection:
        filters = _Filters(connection, query)
        own = filters.of_mined(_waiting(query.kind).add_columns(table.lot))
        told = select(answers.id, answers.lot, answers.verdict, answers.wrong, answers.score)
        drawn = [
            *(Drawn(row[0], row[1], None, ()) for row in _ring(connection, own, table.lot, query)),
            *(
                Drawn(row[0], row[1], row[2], tuple(row[3].split()), row[4])
                for row in _ring(connection, filters.of_answers(told), answers.lot, query)
            ),
        ]
    return sorted(drawn, key=lambda each: ((each.lot - start) % RING, each.id))[: query.size]


def population(database: CaseDatabase, query: QueueQuery) -> int:
    """How many the sample is drawn from."""
    answers = schema.ANSWERS.c
    with database.read() as connection:
        filters = _Filters(connection, query)
        told = filters.of_answers(select(func.count(answers.id)))
        return _count_waiting(connection, filters) + int(connection.execute(told).scalar() or 0)


def _ring(
    connection: Connection, query: Select[Any], lot: ColumnElement[int], asked: QueueQuery
) -> list[Any]:
    """The rows that follow the start of a draw, past the end of the ring from its beginning."""
    start = start_of(asked.seed)
    found: list[Any] = []
    for half in (lot >= start, lot < start):
        part = query.where(half).order_by(lot).limit(asked.size - len(found))
        found += connection.execute(part).all()
    return found


# ---- inside -----------------------------------------------------------------------------------
def _table(kind: Kind) -> Any:
    return schema.METRICS if kind == "metric" else schema.PRACTICES


def _waiting(kind: Kind) -> Select[Any]:
    """Ids of what nobody has answered."""
    table, answers = _table(kind), schema.ANSWERS.c
    query = select(table.c.id).where(~select(answers.id).where(answers.id == table.c.id).exists())
    if kind == "metric":
        return query
    main = (schema.LABELS.c.practice == table.c.key) & (schema.LABELS.c.position == 0)
    return query.join(schema.LABELS, main)


def _doubt(kind: Kind) -> Sequence[ColumnElement[Any]]:
    """The least sure first, of those alike report by report in the order of its text."""
    table = _table(kind).c
    score = table.score if kind == "metric" else schema.LABELS.c.score
    return score, table.article, table.position


def _count_waiting(connection: Connection, filters: _Filters) -> int:
    """All, less those of them that were answered: nothing is looked up for each that waits."""
    table, answers = _table(filters.query.kind), schema.ANSWERS
    every = filters.of_mined(select(func.count()).select_from(table))
    told = filters.of_mined(
        select(func.count()).select_from(table).join(answers, answers.c.id == table.c.id)
    )
    return int(connection.execute(every).scalar() or 0) - int(
        connection.execute(told).scalar() or 0
    )


class _Filters:
    """What a query asks for, of what was mined and of what was answered."""

    def __init__(self, connection: Connection, query: QueueQuery) -> None:
        self.query = query
        self._codes = _codes_within(connection, query.place) if query.place else ()

    def of_mined(self, select_: Select[Any]) -> Select[Any]:
        """A query of metrics or practices with the filters on it."""
        query = self.query
        table, articles, practices = _table(query.kind).c, schema.ARTICLES.c, schema.PRACTICES.c
        if query.outcomes and query.kind == "metric":
            select_ = select_.where(table.role == "outcome")
        owner = table.practice if query.kind == "metric" else table.key
        if query.pattern:
            labels = schema.LABELS.c
            bearing = select(labels.practice).where(labels.code.in_(query.pattern))
            select_ = select_.where(owner.in_(bearing))
        if query.place or query.report:
            select_ = select_.join(schema.ARTICLES, articles.key == table.article)
        if query.place and query.kind == "metric":
            select_ = select_.outerjoin(schema.PRACTICES, practices.key == table.practice)
            code = func.coalesce(table.adcode, practices.adcode, articles.adcode)
            name = func.coalesce(table.place, practices.place, articles.place)
            select_ = select_.where(self._placed(code, name))
        elif query.place:
            select_ = select_.where(self._placed(table.adcode, table.place))
        return self._reported(select_)

    def of_answers(self, select_: Select[Any]) -> Select[Any]:
        """A query of answers with the filters on it, by what was mined."""
        query, table = self.query, schema.ANSWERS.c
        select_ = select_.where(table.kind == query.kind, table.verdict != "added")
        if query.outcomes and query.kind == "metric":
            select_ = select_.where(table.role == "outcome")
        if query.pattern:
            bears = (
                table.patterns.contains(f" {code} ", autoescape=True) for code in query.pattern
            )
            select_ = select_.where(or_(*bears))
        if query.place:
            select_ = select_.where(self._placed(table.adcode, table.place))
        if query.report:
            select_ = select_.join(schema.ARTICLES, schema.ARTICLES.c.key == table.article)
        return self._reported(select_)

    def _placed(self, code: ColumnElement[Any], name: ColumnElement[Any]) -> ColumnElement[bool]:
        """By the codes of the places where both are known, else by their names."""
        named = or_(*(name.contains(place, autoescape=True) for place in self.query.place))
        if not any(map(divisions.prefixes_of, self.query.place)):
            return named
        inside = code.in_(self._codes) if self._codes else false()
        return or_(inside, and_(code.is_(None), named))

    def _reported(self, select_: Select[Any]) -> Select[Any]:
        report = self.query.report
        if not report:
            return select_
        articles, sources = schema.ARTICLES.c, schema.SOURCES.c
        return select_.join(schema.SOURCES, sources.key == articles.source).where(
            or_(
                articles.id == report,
                articles.title.contains(as_stored(report), autoescape=True),
                sources.path.contains(report, autoescape=True),  # a path is as it is
            )
        )


def _codes_within(connection: Connection, places: Sequence[str]) -> tuple[str, ...]:
    """The codes in the database that are, or today are, within one of the places."""
    prefixes = tuple(prefix for place in places for prefix in divisions.prefixes_of(place))
    codes: set[str] = set()
    for table in (schema.METRICS, schema.PRACTICES, schema.ARTICLES, schema.ANSWERS):
        codes |= set(connection.execute(select(table.c.adcode).distinct()).scalars())
    return tuple(
        sorted(
            code
            for code in codes
            if code and (code.startswith(prefixes) or divisions.today_of(code).startswith(prefixes))
        )
    )
