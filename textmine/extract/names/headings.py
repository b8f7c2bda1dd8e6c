"""What a label or a heading calls the practice below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.detect.outline.roles import role_of
from textmine.extract.names.openings import strip_marker
from textmine.extract.names.trimming import LONGEST_NAME, QUOTED, trim_verb
from textmine.extract.rulebook import rule

# 南京市秦淮区：|推行…: whose case a heading tells.
PLACED = re.compile(
    "[\u4e00-\u9fff]{1,14}(?:[省市县区旗州盟镇乡村]|街道|社区|学校|大学|学院|公司|集团|医院|[局厅委])"
    "(?:[:：]|[—–]{1,2})(?=[\u4e00-\u9fff“]{4})"
)
PAUSE = re.compile(r"[,，。;；:：!！?？]")
PLACE_MARK = re.compile("[:：—–]")
LONGEST_HALF = 7  # characters of each half of a slogan of two
QUOTES = re.compile("[“”]")
# “三同步”|建组织: what quoted words are good for, in a label.
GOOD_FOR = re.compile(
    "(?:[建聚促解破强保惠助暖优带筑凝攻育兴富护稳提激添活]|服务|助力|破解|引领|赋能|激活|撬动|带动|守护|推动|促进)"
    "(?!.*(?:行动|工程|活动|计划|服务|机制|制度|模式|[队岗站法点])$)[\u4e00-\u9fff“”]{2,12}$"
)
# Headings of chapters of reports, of days, and lines that say who wrote.
LOOKS = re.compile(r"回顾|展望|打算$|^\d{4}年\d|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|文并摄|整理[:：]")


def says_which(heading: str) -> bool:
    """Whether a heading says which measure follows, not only what kind of chapter."""
    told = 3 <= len(heading) <= LONGEST_NAME and not rule("generic").match(heading)
    return told and not LOOKS.search(heading) and role_of(heading) in (None, "practice")


def bare_heading(heading: str) -> str:
    """A heading without its number, and without the place or body whose case it tells."""
    bare = strip_marker(heading.strip("【】 "))
    return PLACED.sub("", bare, count=1) if PLACE_MARK.search(bare) else bare


def named_by_label(label: str) -> str:
    """The first clause of a label that says something, without an empty verb."""
    clauses = [clause.strip() for clause in PAUSE.split(label) if clause.strip()]
    if _only_says_how(clauses):
        return ""
    telling = _telling(clauses)
    if _is_pair(telling):
        return ",".join(telling)
    return _of_clause(*telling) if telling else ""


def _only_says_how(clauses: Sequence[str]) -> bool:
    """Whether a label of several phrases names no measure: 抓住重点、多措并举."""
    phrases = [phrase for clause in clauses for phrase in clause.split("、")]
    return len(phrases) > 1 and all(
        rule("attitude").match(phrase) or rule("hollow").match(phrase) for phrase in phrases
    )


def _telling(clauses: Sequence[str]) -> Sequence[str]:
    """The clauses of a label that name something, else the first."""
    telling = [clause for clause in clauses if not rule("label_aside").match(clause)]
    if len(telling) > 1 and rule("attitude").match(telling[0]):
        return telling[1:]  # "真抓实干,清理河道垃圾"
    return telling or clauses[:1]


def _of_clause(first: str, *more: str) -> str:
    """What a clause of a label calls the measure, or a later one that ends in a coined name."""
    quoted = QUOTED.search(first)
    if quoted and len(quoted[1]) > 2 and _is_good_for(first, quoted):
        return quoted[1]
    if not quoted:
        telling = (clause for clause in more if not rule("label_aim").match(clause))
        later = filter(rule("names_at_end").match, telling)
        return trim_verb(next(later, first))  # "聚力育人才,办起田间炕头“两堂课”"
    if len(first) > LONGEST_NAME and 4 <= quoted.end() <= LONGEST_NAME:
        return trim_verb(first[: quoted.end()])  # no stop closes the label
    if not quoted.start() and len(quoted[1]) > 2 and not rule("thing_end").search(first):
        return quoted[1]  # "“组织联建”筑牢根基"
    return trim_verb(first)


def _is_good_for(clause: str, quoted: re.Match[str]) -> bool:
    """Whether quoted words, at most behind a verb, are followed by what they are good for."""
    before = clause[: quoted.start()]
    opens = not before or any(rule(name).fullmatch(before) for name in ("empty_verb", "set_up"))
    return opens and GOOD_FOR.match(clause, quoted.end()) is not None


def _is_pair(clauses: Sequence[str]) -> bool:
    """Whether two short clauses of one length make one slogan: 建强“主心骨”,提升组织力."""
    if len(clauses) == 2 and rule("label_aim").match(clauses[1]):
        return False  # 加强出入库管理,|确保粮食安全
    lengths = [len(QUOTES.sub("", clause)) for clause in clauses]
    return len(lengths) == 2 and lengths[0] == lengths[1] <= LONGEST_HALF


def strip_empty_verb(name: str) -> str:
    """A name as other passages may refer to it: "推行民情夜访" → "民情夜访", without quotes."""
    match = rule("empty_verb").match(name)
    return (name[match.end() :] if match else name).strip("“”「」")
