"""By what the practices of a database are labelled: its taxonomy and its model, kept with it.

The taxonomy in force gives patterns their names wherever they are shown; those that were in force
before, or came with another database, are kept beside it, for records and corrections may still
bear their codes. A model of one's own is kept whole, so that the file alone can be carried to
another computer and take in reports there; of a shipped one the name is enough.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from textmine import resources
from textmine.errors import ResourceError, SettingsError, StoreError
from textmine.label.taxonomy import Taxonomy, parse_taxonomy
from textmine.store.file import schema
from textmine.store.file.packing import unpack
from textmine.store.file.state import read_state, write_state
from textmine.store.words.naming import Naming

# Rows of the state table: JSON of what is in force, and the taxonomy that came last.
STATE, LATEST = "labelling", "taxonomies"
SAMPLE = 500  # sources that are asked which model made them


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling:
    """What labels practices.

    `model` is its name in records (my-model@1a2b3c4d), `taxonomy` the TOML file, None where it is
    not known; `beside` says that it is another one than the model's own. `files` are those of a
    model that is not shipped, by name.
    """

    model: str
    taxonomy: bytes | None
    beside: bool = False
    files: Mapping[str, bytes] | None = None

    @property
    def digest(self) -> str | None:
        """Tells one taxonomy from another."""
        return None if self.taxonomy is None else hashlib.sha256(self.taxonomy).hexdigest()

    @property
    def state(self) -> str:
        """What is in force, for the state table."""
        told = {"model": self.model, "taxonomy": self.digest, "beside": self.beside}
        return json.dumps(told, sort_keys=True)

    @property
    def names(self) -> Taxonomy | None:
        """The taxonomy, read."""
        return None if self.taxonomy is None else _read(self.taxonomy)


# ---- out --------------------------------------------------------------------------------------
def read_labelling(connection: Connection) -> Labelling | None:
    """What is in force; None for a database that nothing has been mined into."""
    state = read_state(connection, STATE)
    if state is None:
        return None
    told = json.loads(state)
    taxonomies, models = schema.TAXONOMIES.c, schema.MODELS.c
    own = select(taxonomies.content).where(taxonomies.digest == told["taxonomy"])
    packed = connection.execute(select(models.content).where(models.id == told["model"])).scalar()
    return Labelling(
        model=told["model"],
        taxonomy=connection.execute(own).scalar(),
        beside=told["beside"],
        files=None if packed is None else _unpacked(packed),
    )


def naming_key(connection: Connection) -> tuple[str | None, ...]:
    """What changes when patterns are called otherwise."""
    return read_state(connection, STATE), read_state(connection, LATEST)


def read_naming(connection: Connection) -> Naming:
    """How patterns are called: by the taxonomy in force, then by the others, the latest first.

    As long as nothing has been mined, that is the shipped one.
    """
    state = read_state(connection, STATE)
    table = schema.TAXONOMIES.c
    query = select(table.digest, table.content).order_by(table.at.desc(), table.digest)
    known = {row.digest: _read(row.content) for row in connection.execute(query)}
    in_force = known.pop(json.loads(state)["taxonomy"], None) if state else shipped_taxonomy()
    return Naming(in_force, tuple(known.values()))


@cache
def shipped_taxonomy() -> Taxonomy | None:
    """The shipped taxonomy; None where it is missing."""
    try:
        return _read(_shipped_file())
    except (ResourceError, SettingsError):
        return None


def _shipped_file() -> bytes:
    return resources.find("models/patterns/taxonomy.toml").read_bytes()


@cache
def _read(content: bytes) -> Taxonomy:
    return parse_taxonomy(content, "taxonomy.toml")


# ---- in ---------------------------------------------------------------------------------------
def write_labelling(connection: Connection, labelling: Labelling) -> None:
    """Put a labelling in force; the taxonomy before it is kept, its model is not."""
    models = schema.MODELS
    if labelling.taxonomy is not None:
        keep_taxonomy(connection, labelling.taxonomy)
    connection.execute(delete(models))
    if labelling.files is not None:
        values = {"id": labelling.model, "content": _packed(labelling.files)}
        connection.execute(models.insert().values(values))
    write_state(connection, STATE, labelling.state)


def keep_taxonomy(connection: Connection, content: bytes) -> bool:
    """Keep a taxonomy for the names of its codes; whether it was not there yet."""
    table, digest = schema.TAXONOMIES, hashlib.sha256(content).hexdigest()
    if connection.execute(select(table.c.digest).where(table.c.digest == digest)).first():
        return False
    at = datetime.now(UTC).isoformat()
    connection.execute(table.insert().values(digest=digest, content=content, at=at))
    write_state(connection, LATEST, digest)
    return True


def recognise(connection: Connection) -> None:
    """Where nothing is known of what labelled the records, ask them: most name one model.

    For what was mined by an older textmine, or comes as an export: of a shipped model the taxonomy
    is at hand, of another one only the name is known.
    """
    if read_state(connection, STATE) is not None:
        return
    models = Counter(_models(connection))
    if models:
        model = models.most_common(1)[0][0]
        shipped = model.partition("@")[0] == "patterns" and shipped_taxonomy()
        taxonomy = _shipped_file() if shipped else None
        write_labelling(connection, Labelling(model=model, taxonomy=taxonomy))


def _models(connection: Connection) -> Iterator[str]:
    """The models that records name."""
    table = schema.SOURCES.c
    for packed in connection.execute(select(table.records).limit(SAMPLE)).scalars():
        for row in unpack(packed):
            if model := (row.get("pipeline") or {}).get("model"):
                yield model


def refuse_mixing(
    connection: Connection, labelling: Labelling, documents: Collection[str], path: str
) -> None:
    """Raise where documents that are not among *documents* bear patterns that would be unknown.

    Else half of a database would be labelled by one taxonomy and half by another.
    """
    naming = Naming(labelling.names)
    in_force = read_naming(connection).codes
    sources, practices, labels = schema.SOURCES.c, schema.PRACTICES.c, schema.LABELS.c
    query = (
        select(sources.document, labels.code)
        .distinct()
        .select_from(schema.LABELS)
        .join(schema.PRACTICES, practices.key == labels.practice)
        .join(schema.ARTICLES, schema.ARTICLES.c.key == practices.article)
        .join(schema.SOURCES, sources.key == schema.ARTICLES.c.source)
    )
    others = [row for row in connection.execute(query) if row.document not in documents]
    lost = {row.code for row in others if row.code not in naming.codes}
    lost &= in_force or lost  # what people gave by a taxonomy before this one may stay
    if lost:
        codes, name = ", ".join(sorted(lost)[:5]), labelling.model.partition("@")[0]
        number = len({row.document for row in others})
        raise StoreError(
            path,
            f"holds {number} more documents, labelled by patterns that {labelling.model} does not "
            f"know ({codes}); label all of them anew first: textmine mine --db {path} "
            f"--model {name}, or mine these into another database",
        )


def _packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(name, files[name])
    return buffer.getvalue()


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
