"""References in the form of GB/T 7714-2015."""

from __future__ import annotations

from textmine.store.words.paths import shown_path
from textmine.types import Record


def cite(record: Record, page: int | None = None) -> str:
    """The reference of an article: who. title[kind]. date. where.

    >>> # 张三. 寿光的做法[EB/OL]. (2010-05-03)[2019-05-13]. http://example.cn/1.html.
    """
    source = record.source
    who = record.author or record.issuer or "佚名"
    title = record.title or source.path.rpartition("/")[2]
    if source.url:
        published = f"({record.date})" if record.date else ""
        retrieved = f"[{source.retrieved[:10]}]" if source.retrieved else ""
        when = f" {published}{retrieved}." if published or retrieved else ""
        return f"{who}. {title}[EB/OL].{when} {source.url}."
    number = f"：{record.number}" if record.number else ""
    where = f": {page}" if page else ""
    date = f" {record.date}{where}." if record.date else ""
    # Z: 其他; an internal report is neither a book nor a periodical (GB/T 7714-2015, annex B).
    return f"{who}. {title}{number}[Z].{date} {shown_path(source.path)}."
