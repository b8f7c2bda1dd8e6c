"""What those counted do, undergo or are said to be, where it picks them out.

17个村建立了党组织 are 建立党组织的村; 排在末位的有17名党员 are 排在末位的党员.
"""

from __future__ import annotations

import re

from textmine.chinese.listing import AND
from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.predicates import DENYING, predicate_of
from textmine.extract.figures.reading import LISTING, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import ASKING
from textmine.extract.phrases.tokens import Token

PICKED = frozenset({"有", "其中", "又有", "还有", "已有", "就有"})

# 872个村|被评为“示范达标村”: what they became.
AWARDED = re.compile(
    r"被(?:评定|评选|评|确定|确认|列|命名|认定|授予)为?[^“”「」，,。；;]{0,4}(“[^”]{3,24}”|「[^」]{3,24}」)"
)
# 对履责不力的|21名干部|进行约谈
ACTED = re.compile("(?:都|均|已|再|分别|全部)*(?:进行|予以|给予|作出|做出|实施|开展|实行)")
HOLDING = frozenset({"把", "将"})
IDLE = frozenset("dcrxp")  # tags of words that describe nothing


def described_before(reading: Reading, spot: Spot) -> str:
    """排在末位的有|17名党员: what is said of those counted, before the number."""
    if not spot.before.elided or reading.follows_threshold(spot):
        return ""
    end = reading.text.rfind("的", spot.left_start, spot.quantity.start)
    tokens = reading.tokens(spot.left_start, end)
    acted = ACTED.match(reading.text, spot.after.start + len(spot.after.text))
    holding = HOLDING | {"对", "给", "向"} if acted else HOLDING
    held = max((at for at, token in enumerate(tokens) if token.word in holding), default=-1)
    tokens = tokens[held + 1 :]  # 社区把|已到社区报到的355名党员
    while tokens and (
        (tokens[0].tag in IDLE and tokens[0].word not in DENYING)
        or tokens[0].word in ("其中", "有", "首次")
        or (tokens[0].word in ASKING and len(tokens) > 2)
    ):
        tokens = tokens[1:]
    tokens = _last_deed(tokens)
    if len(said := "".join(token.word for token in tokens)) == 2 == len(spot.after.text):
        return said if tokens[-1].tag == "v" else ""  # 自筹的|20万元资金
    verbs = bool(tokens) and any(
        t.tag in ("v", "a") or t.word in load_lexicon().actions for t in tokens
    )
    return said if verbs and 3 <= len(said) <= 12 else ""


def _last_deed(tokens: list[Token]) -> list[Token]:
    """外地经商 of 老周请来在外地经商的两名同乡: without who does what with those counted."""
    if not tokens or not (tokens[0].tag in ("r", "nr") or PERSON.search(tokens[0].word)):
        return tokens
    first = next((at for at, token in enumerate(tokens) if token.tag == "v" and at), 0)
    if not first or len(tokens) < first + 3:
        return tokens
    rest = tokens[first + 1 :]
    while rest and (rest[0].tag in IDLE_FRONT or rest[0].word in COMPLEMENTS):
        rest = rest[1:]
    return rest


THEIRS = re.compile("的(?![^，,。；;]{0,14}进行)")  # 20家单位|的党组织开展共建: they do it
ALL_DO = re.compile(r"(?:全部|全都|已经|[都均已])")


def _tells_of_all(reading: Reading, spot: Spot, end: int) -> bool:
    """16个州市及|110个部门|都成立了…: whether what all of a list does follows."""
    listed = bool(spot.left) and spot.left[0].word in LISTING
    return listed and ALL_DO.match(reading.text, end) is not None


IDLE_FRONT = frozenset({"p", "d", "ul", "ug", "uz", "f"})
COMPLEMENTS = frozenset("到 了 上 过 来 起".split())
SOLVED = re.compile(
    r"得到(?:了|有效|妥善|圆满|及时|根本|彻底|明显|较大|极大|全面){0,2}"
    r"(?:解决|保障|缓解|改善|落实|提升|提高|满足|化解|处理|回应)"
)
ALSO = "并(?<![合归兼]并)(?![购轨网列])"
# 成立专门的领导班子|和工作机构
MADE_TWO = re.compile(
    rf"((?:成立|建立|设立|制定|开展|建成|建起|配备|开设|组建|签订|落实|推行|实行|出台)(?:(?!以及|{AND}|{ALSO})[^、]){{3,12}})(?:以及|{AND}|{ALSO})(?:(?!{AND}|{ALSO})[^、]){{2,}}"
)
LONG = 8  # characters of a deed that is told in short


def _shortened(deed: str) -> str:
    """The first thing of two that were made."""
    two = MADE_TWO.fullmatch(deed) if len(deed) > LONG else None
    return two[1] if two else deed


# Verbs that say nothing of those counted without their object: 3个组织|开展|2轮排查
UNTOLD = frozenset("开展 实施 举办 召开 推进 组织 建立 成立 推行 进行 落实 签订 发展".split())
STATED = re.compile(r"(?<=[^获取赢懂值觉记使心所夺博求习难不舍])得(?![到分票主益奖力知以体当失名])")


def with_deed(reading: Reading, spot: Spot, phrase: str) -> str:
    """17个村建立了党组织: with what those counted do, where it is short or picks them out."""
    end = spot.after.start + len(phrase)
    made = reading.text.startswith(("组成的", "构成的"), end)  # 由32名党员|组成的巡逻队
    if made or "的" in phrase or reading.lists_on(end) or THEIRS.match(reading.text, end):
        return phrase
    named = AWARDED.match(reading.text, end)
    if named:
        return named[1]
    deed = _shortened(predicate_of(reading, spot, end).replace("进行", ""))
    if deed.endswith("已经"):  # 116个单位|的党组织已经|和135个支部结对
        return phrase
    if SOLVED.fullmatch(deed):  # 1.1万名群众出行难问题得到解决: the trouble is solved, not they
        return phrase
    if STATED.search(deed):  # 24间客房|收拾得干干净净
        return phrase
    picked = not PICKED.isdisjoint(spot.before.links[:2])
    if deed in ASKING or deed in UNTOLD or deed in load_lexicon().light or deed[:1] == "第":
        deed = ""
    opens = spot.clause_start == spot.left_start == spot.quantity.start
    opens = opens or _tells_of_all(reading, spot, end)
    short = len(phrase) <= 3
    if not short and not deed.startswith("实现"):
        short = len(deed) <= (10 if opens else 8) and len(phrase) <= (12 if opens else 8)
    tells = deed and len(deed) <= 15 and (picked or short)
    return f"{deed}的{phrase}" if tells else phrase
