"""Whether a phrase reads as a name, and what makes it one: the check that every name passes.

A name is an act with its object or a thing of a kind. It opens with no adverb or time, its quotes
are closed, it ends in no particle, count or word that wants more, and it tells no state.
"""

from __future__ import annotations

import re

from textmine.extract.names.trimming import ADVERB, AMOUNT, COUNTED, NUMERAL
from textmine.extract.rulebook import rule

NAMES = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
DONE = re.compile("(?<=^[\u4e00-\u9fff]{2})了(?![解却断结望事悟])")  # 设立|了|便民药箱
# 同时段轮灌, 已故党员: words that begin as those do that stand before a name
OWN = re.compile("已[故婚育]|同时[段代期]|拟[录聘任]|现(?:代|场|役)")
ONE = re.compile("(?<=^[办开建设搭摆立编])个(?=[\u4e00-\u9fff]{3})")  # 办|个|豆腐作坊
HANDLED = re.compile(
    "(?<=[\u4e00-\u9fff]{2})把(?![关握手])[\u4e00-\u9fff、]{6,60}$"
)  # 民政局|把孤儿一人一档
# 创建示范城市|为抓手: what is left of 以…为抓手 behind an act; 合作社为纽带 says how, as a name may
MEANS = re.compile(
    "(?<=[\u4e00-\u9fff”]{3})作?为(?:主?抓手|载体|依托|契机|突破口|切入点|支撑|引领|统领|牵引|纽带|平台|导向)$"
)
TAKES = re.compile("[以把将]")
LONGEST_CLOSE = 7  # characters of the words that close no name
QUOTE = re.compile("[“”]")
BARE_COUNT = re.compile(
    "(?<=[\u4e00-\u9fff]{4})(?:近|约|超|达)?[\\d一二两三四五六七八九十百千万]{1,8}[多余]?"
    "(?:米|公里|里|亩|年|个月|天|轮|遍|回)$"
)


def mend(phrase: str) -> str:
    """A phrase without what stands around a name: when and by whom, counts, halves of quotes."""
    phrase = phrase.strip(" ,，、:：;；").removeprefix("之")
    phrase = DONE.sub("", phrase) if "了" in phrase else phrase
    phrase = ONE.sub("", phrase) if "个" in phrase else phrase
    counted = NUMERAL.search(phrase)
    phrase = AMOUNT.sub("", phrase) if counted else phrase
    did = rule("has_done").match(phrase) if DID.search(phrase) else None
    phrase = phrase[did.end() :] if did else phrase
    opening = rule("before_name").match(phrase)
    if opening and len(phrase) - opening.end() > 3 and not OWN.match(phrase):
        phrase = phrase[opening.end() :]
    handled = HANDLED.search(phrase) if "把" in phrase else None
    phrase = phrase[handled.start() :] if handled else phrase
    closing = rule("behind_name").search(phrase)
    if closing and closing.start() > 3:
        phrase = phrase[: closing.start()]
    means = MEANS.search(phrase)
    if means and rule("verb_first").match(phrase) and not TAKES.search(phrase, 0, means.start()):
        phrase = phrase[: means.start()]
    phrase = _without_predicate(_paired(phrase))
    return BARE_COUNT.sub("", COUNTED.sub("", phrase)) if counted else phrase


def _without_predicate(phrase: str) -> str:
    """A thing without what is said of it: 市民中心|已通过规划, 物流园|开工建设."""
    became = BECAME.search(phrase) if phrase[-1:] in "设车用运产行营立" else None
    built = became and BUILT.search(phrase, 0, became.start())
    if became and built and not rule("verb_first").match(phrase):
        phrase = phrase[: became.start()]
    said = ADVERB.search(phrase)
    told = said and rule("thing_end").search(phrase[: said.start()])
    return phrase[: said.start()] if said and told else phrase


# What became of a thing that was built.
BECAME = re.compile(
    "(?<=[\u4e00-\u9fff]{4})(?:全面|正式|顺利|加快|即将)?"
    "(?:开工建设|启动建设|(?:建成|竣工)(?:通车|投用|投运|投产|启用|运行|使用)|投入(?:使用|运营|运行)|挂牌成立)$"
)
BUILT = re.compile("(?:项目|基地|工程|中心|[线园院馆桥路港厂区楼场站校期库])$")


def _paired(phrase: str) -> str:
    """A phrase without a quote that has no other."""
    marks = QUOTE.findall(phrase)
    if marks == ["“"]:
        return phrase.lstrip("“") if phrase[0] == "“" else phrase[: phrase.index("“")]
    if marks == ["”"]:
        return phrase.rstrip("”") if phrase[-1] == "”" else phrase[phrase.index("”") + 1 :]
    return phrase


def is_misshapen(name: str) -> bool:
    """Whether no reader would take a phrase for a name."""
    return (
        name.count("“") != name.count("”")
        or ("》" in name and "《" not in name)
        or not (NAMES.search(name) or NAMES.search(QUOTE.sub("", name)))
        or rule("opens_badly").match(name) is not None
        or rule("closes_badly").search(name, max(0, len(name) - LONGEST_CLOSE)) is not None
        or rule("counts").search(name) is not None
        or rule("tells_state").match(name) is not None
        or ("通过" in name and rule("only_by").match(name) is not None)
        or (name.endswith(GROWN) and not WANTED.match(name))
        or ("、" in name and _lacks_verb(name))
    )


def _lacks_verb(name: str) -> bool:
    """公示牌、|发放联系卡: a thing beside an act, whose own verb is left behind."""
    first, _, more = name.partition("、")
    act = rule("concrete").match(more) if first[-1:] in THINGS and "“" not in first else None
    return act is not None and len(more) - act.end() >= LEAST_OBJECT


DID = re.compile("[社司业委部组门区道校省市县镇乡](?:已|先后|成功|陆续|相继)")
GROWN = ("增长", "下降")  # 工业用电平稳|增长
WANTED = re.compile("(?:[稳保促扩]|推动|实现|确保|力争|支撑|支持|带动|拉动)")
LEAST_OBJECT = 2  # characters of what an act is done to
THINGS = frozenset("牌册卡单表书栏屏箱灯车机")  # what single things are called
