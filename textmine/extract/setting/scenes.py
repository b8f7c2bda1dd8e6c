"""Where the scene of a sentence is set, where an example ends, and what is said of the nation."""

from __future__ import annotations

import re

# 在碛滩村建起驿站，损耗率下降…: where one thing is done, not of whom the next clause tells.
SITE = re.compile(r"(?:在|(?<![来走回])到)(?:[^，,。；;、]{2,10}的)?$")
# 在石桥村便民服务站，9台电脑排成一行; 记者在柳沟村示范段看到，…: the scene of what follows.
SCENE = re.compile(
    r"(?:(?!建|设|成立|开|办|投|召|举|种|修|搞)[^，,。；;\d]){0,18}?"
    r"(?:站|中心|食堂|舞台|广场|基地|园区?|厂区?|车间|小区|室|馆|家|现场|示范[段点片区]|田间|地头|大棚|学?校|医?院|店|市场"
    r"|合作社|采访)(?:里|内|上|前|旁|时)?(?:看到|见到|发现|了解到|获悉)?[，,]"
)
# Where an example of one village ends: a sentence that begins another measure.
NEW_MATTER = re.compile(
    r"[。！!？?；;]\s*(?:采取|推行|推进|实行|实施|围绕|坚持|强化|健全|完善|注重|突出|此外|另外|同时"
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九](?![年天次批茬])|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])"
)
# What a paragraph that opened with a village may tell of it too.
GOING_ON = re.compile("采取|实行|健全|完善|注重")
# So too behind an example within a paragraph that began with the whole.
NEW_POLICY = re.compile(
    r"[。！!？?]\s*(?:筑牢|构建|打造|搭建|提升|深化|优化|加强|加快|聚焦|全面|大力|着力|统筹|织密|做[实优强细]"
    r"|擦亮|夯实|压[实紧]|拓[宽展]|畅通|激[活发]|破解|抓[实好牢]|狠抓|规范|集中整治|严[格把])"
)
NATION = re.compile(
    r"(?:^|[，,。；;：:“\n])(?:目前|现在|据统计|据了解|截至目前)?[，,]?"
    r"(?:我国(?![首第])|[^，,。；;：:\n]{0,4}来，全国(?=各?[^\W\d]{2})|全国(?=\d|[已现共有]|累计|目前|人均|平均|基层|各级|各类|农村|城镇|农民|农户|党员))"
)
ISLAND = re.compile("全台(?=[已现共有各约近逾计]|累计|目前|平均|[0-9]+[^面套辆分小秒0-9])")
# Who says the words in quotes before: 村书记说, 网格员老张向记者介绍, 在柳沟村示范点，组长老李说.
SPEAKS = re.compile(
    r"(?:(?:日前|近日|昨[日天])[，,])?(?:在[^，,。；;：:“”\n]{2,20}(?:“[^“”\n]{1,10}”[^，,。；;：:“”\n]{0,6})?[，,])?"
    r"[^，,。；;：:“”\n]{0,20}?(?:说|介绍|告诉|表示|坦言|感慨|感叹|算起了?账)"
)
LONGEST_SPEECH = 160  # characters
# 悬在三河口村党支部的头号问题: what is said of the village's own, not done there
BODY = re.compile("党支部|党总支|村?两委|村委会|村民|人的?(?:心|头)")
SPOKEN_END = "。，,！？!?…"
SENTENCE_END = re.compile("[。！!？?]")
CLAUSE_END = re.compile(r"[，,；;。！!？?\n]")


def is_site(text: str, start: int, end: int, at: int) -> bool:
    """Whether the place at *start* to *end* is where something was done before the clause of *at*.

    >>> text = "在碛滩村建起驿站，损耗率下降20%。"
    >>> is_site(text, 1, 4, text.index("20"))
    True
    """
    if text[end : end + 1] in ("，", ",") or not CLAUSE_END.search(text, end, at):
        return False  # 在龙利村，: of what follows
    if BODY.match(text, end):
        return False
    before = text[max(0, start - 14) : start]
    return SITE.search(before) is not None and SCENE.match(text, end) is None


def is_left(text: str, start: int, end: int, at: int) -> bool:
    """Whether a sentence before *at* begins another measure than that of the place at *start*."""
    matter = NEW_MATTER.search(text, end, at)
    if matter is None and not NEW_POLICY.search(text, end, at):
        return False
    paragraph = text.rfind("\n", 0, start) + 1
    within = SENTENCE_END.search(text, paragraph, start) is not None
    if matter and (within or not GOING_ON.fullmatch(matter[0][1:].strip())):
        return True
    return within or SITE.search(text[max(0, start - 14) : start]) is not None


def end_of_speech(text: str, paragraph: int, at: int) -> int:
    """Where the speaker of the words around *at* is named behind them; -1 where none is.

    >>> text = "“镇里有党员1200名。”泥汊镇党委书记说。"
    >>> text[end_of_speech(text, 0, 6) :]
    '泥汊镇党委书记说。'
    """
    opened = text.rfind("“", paragraph, at)
    if opened < 0 or text.find("”", opened, at) >= 0:
        return -1
    closed = text.find("”", at, at + LONGEST_SPEECH)
    pauses = "，,"
    said = text[closed - 1] in SPOKEN_END or text[closed + 1 : closed + 2] in pauses
    if closed < 0 or not said:
        return -1  # a name in quotes
    behind = closed + 1 + (text[closed + 1 : closed + 2] in pauses)
    return behind if SPEAKS.match(text, behind) else -1


def of_nation(text: str, start: int, at: int) -> bool:
    """Whether the clause of *at*, in a sentence from *start*, tells of the whole nation."""
    island = text.rfind("全台", start, at)  # what texts of Taiwan call all of it
    if island >= 0 and ISLAND.match(text, island) and not CLAUSE_END.search(text, island, at):
        return True
    if text.find("全国", start, at) < 0 and text.find("我国", start, at) < 0:
        return False
    ends = [match.end() for match in NATION.finditer(text, max(0, start - 1), at)]
    return bool(ends) and len(CLAUSE_END.findall(text, ends[-1], at)) < 2
