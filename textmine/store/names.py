"""The Chinese names of codes, for people who read tables."""

from __future__ import annotations

from functools import cache

from textmine.errors import ResourceError, SettingsError
from textmine.label.taxonomy import Taxonomy, read_taxonomy
from textmine.resources import find

STATUS = {"implemented": "已实施", "proposed": "拟实施"}
GENRES = {
    "case": "案例",
    "plan": "方案",
    "speech": "讲话",
    "news": "新闻",
    "paper": "论文",
    "regulation": "规定",
    "other": "其他",
}
MODIFIERS = {"about": "约", "over": "以上", "under": "以下"}
CHANGES = {
    "yoy": "同比",
    "increase": "增加",
    "decrease": "减少",
    "increase_to": "增至",
    "decrease_to": "减至",
}
LEVELS = {
    "country": "国家",
    "province": "省",
    "city": "市",
    "county": "县",
    "township": "乡镇",
    "village": "村",
    "region": "区域",
    "other": "其他",
}
VARIANTS = {"hans": "简体", "hant": "繁体"}


@cache
def taxonomy() -> Taxonomy | None:
    """The shipped taxonomy, or None where it is missing: codes then stand for themselves."""
    try:
        return read_taxonomy(find("models/patterns/taxonomy.toml"))
    except (ResourceError, SettingsError):
        return None


@cache
def _by_code() -> dict[str, str]:
    known = taxonomy()
    if known is None:
        return {}
    names = {pattern.code: pattern.zh for pattern in known.patterns}
    return names | {sub.code: sub.zh for pattern in known.patterns for sub in pattern.subtypes}


def name_of_code(code: str) -> str:
    """The Chinese name of a pattern or subtype; the code itself where it is not known."""
    return _by_code().get(code, code)


def code_of_name(name: str) -> str:
    """The code of a pattern or subtype that people named; the name itself if it is none."""
    return next((code for code, known in _by_code().items() if known == name), name)


def known_codes() -> frozenset[str]:
    """The codes of all patterns and subtypes; none where the taxonomy is missing."""
    return frozenset(_by_code())
