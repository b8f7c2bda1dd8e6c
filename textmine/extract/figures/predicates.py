"""What those counted do or undergo, as told behind the figure: 其中3.3万件|经研究后提交会议审议."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Reading, is_idle
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.tokens import Token, tidy

# What is told of those counted ends at a bracket (but 村(社区)书记) and at 且.
DEED_END = re.compile(
    r"(?<![即促迫])使(?![用命得])|[（(](?![^（）()]{1,4}[)）][^\W\d])|(?<!尚)(?<!暂)且"
)
# 通过远程教育平台|接受了培训: by what means says nothing of them.
VIA = re.compile(
    r"(?:都|均|已|已经|先后|全部)?(?:(?:采[取用]|通过)[^，,。；;]{2,24}?的?(?:办法|方式|方法|形式|模式|措施)"
    r"(?![，,。；;、的和])|(?:通过|依托|借助|利用|凭借|按照|根据)[^，,。；;]{2,40}?"
    r"(?=(?:接受|完成|参加|参与|获得|实现|得到|领到|享受|加入|报名|走上|提交|办理|找到)[^\W\d]))"
)
BY_MEANS = re.compile(
    r"采[取用](?P<deed>(?!此|这|该|上述|多|各|相应|有效|类似)[^，,。；;、“”「」\d]{2,8}?)的?(?:办法|方式|方法|形式|模式|措施)(?=[，,。；;]|$)"
)
# What tells nothing of those counted: what most of them do, how they do it, what ends a quote.
NO_DEED = re.compile(
    r"[”》」）)]|中[有，,]|(?:都|均|已|纷纷|积极|充分|主动|全部)*(?:结合|围绕|针对|发挥|立足|本着|按照|遵循)"
    r"|[^，,。；;\d的了]{2,6}率(?:分别|均|都)?(?:[为达在超是由从]|\d)"
    r"|占|(?:组|构)成(?=[，,。；;]|$)|(?:以|之)?外[，,]|大多|大都|多半|多数|大部分|有的|不少|(?:归纳|归类|划分?|细?分|合并|整合|分解)(?:为|成)"
)
LASTING = re.compile(
    r"(?:[一两三几半整]|好几|多)(?:个?多?(?:夜|晚上?|天|年|宿|宵|阵子?|会儿|上午|下午|小时|月))$|[很好许]久$"
)
# 制定|符合实际、操作性强的|发展规划: how fine a thing is
FINE = re.compile(r"(?<=..)(?:[^\W\d、的]{3,6}、){1,3}[^\W\d、的]{3,6}的(?=[^\W\d]{2}|\d)")
IS = re.compile(r"(?:[都均全也]|大多|全部)?是(?!否)")  # 26名社员|都是本村农民
HAVING = re.compile(r"(?<![没拥具只共])有$")
LED_ON = re.compile(r"作为|(?:发展|增加|增长|提高|提升|减少|降低|下降|扩大|上升)(?:到|至|为)")
BECAUSE = re.compile(r"因[^，,。；;]{2,14}?(?=(?P<met>被|受到|获得|未能|无法))")
ADVERBS = frozenset("基本 普遍 一律 统统 就近 如期".split())
LAST_STEP = re.compile(
    r"[^，,。；;]*(?:(?<![课会售产战今前背日事])后|(?<![合兼归撤裁吞简])并"
    r"(?!案|轨|网|入(?![住股选库围党职学社园户列驻伍编])"
    r"|购(?![买置进入得])|联(?![合系动结名手网])|发症|存(?![入放储])|行(?![使文动])|列(?!入)|举(?![办行])))"
)
WHERE = frozenset("到 赴 进 在".split())
DENYING = frozenset("未 尚未 没有 没 不 无 尚不 并未 从未 尚无".split())
BESIDE = frozenset("与 和 同 跟 向 对 由 从".split())
FOR = frozenset("给 为 替".split())  # 给每个外出党员|制定目标; 为|女性 has no verb behind
LONGEST = 16  # characters
DONE = re.compile(r"实现|完成|得到|获得|达到")


def predicate_of(reading: Reading, spot: Spot, start: int) -> str:
    """其中3.3万件经研究后提交会议审议: what those counted do or undergo."""
    lexicon = load_lexicon()
    if (
        reading.lists_on(start)
        or LED_ON.match(reading.text, start)
        or NO_DEED.match(reading.text, start)
    ):
        return ""
    if spot.right_end < spot.clause_end and reading.text[spot.right_end - 1] == "的":
        return ""  # 25个乡镇|迁建的|310个卫生室: told of the next
    if spot.after.text and IS.match(reading.text, start):
        return ""
    caused = reading.text.startswith("因", start)
    because = BECAUSE.match(reading.text, start, spot.right_end) if caused else None
    means = BY_MEANS.match(reading.text, start, spot.right_end)
    if means:  # 采取集资入股的办法
        return means["deed"]
    last = (
        because
        or VIA.match(reading.text, start, spot.right_end)
        or LAST_STEP.match(reading.text, start, spot.right_end)
    )
    closed = DEED_END.search(reading.text, start, spot.right_end)
    end = closed.start() if closed else spot.right_end
    tokens = reading.tokens(last.end() if last and last.end() < end else start, end)
    tokens = _behind_aspect(_from_verb(tokens))
    if tokens and tokens[0].tag == "m" and tokens[0].word[-1] == "类":  # 围绕|五大类
        return ""
    first, second = (token.word for token in (tokens + tokens)[:2]) if tokens else ("", "")
    if len(tokens) > 2 and first in lexicon.nominal and second in lexicon.actions:
        tokens = tokens[:1]  # 结对|建立联合党总支: the first deed tells
    if not _holds_verb(tokens):
        return ""
    phrase = tidy("".join(token.word for token in tokens if token.tag != "ul"))
    if tokens[0].start and HAVING.search(reading.text, start, tokens[0].start):
        phrase = "有" + phrase  # 党员|有|返乡打算
    if phrase[-1] == "外" and "除" in spot.said:
        phrase = phrase[:-1]  # 除6人|因事不能参加外
    phrase = FINE.sub("", phrase) if "、" in phrase else phrase
    done = DONE.search(phrase)
    phrase = phrase[done.start() :] if done else phrase
    if because and phrase:  # 因作风问题|被问责
        phrase = because["met"] * (because["met"] == "被") + phrase
    return "" if _is_torn(phrase, named=bool(spot.after.text)) else phrase


AWAITING = frozenset("等盼急想愁忙")  # 等|着|收割: not yet done


def _behind_aspect(tokens: list[Token]) -> list[Token]:
    """聚集在河堤上 of 带|着|铁锹|聚集|在|河堤上: what they did while they did the first."""
    if (
        len(tokens) < 3
        or tokens[0].word[0] in AWAITING
        or "着" not in (tokens[0].word[-1], tokens[1].word)
    ):
        return tokens
    lexicon = load_lexicon()
    rest = range(2, len(tokens))
    done = (at for at in rest if tokens[at].tag == "v" or tokens[at].word in lexicon.actions)
    return tokens[next(done, 0) :]


def _is_torn(phrase: str, *, named: bool) -> bool:
    """Whether a predicate is no whole one; *named* says that a noun stands behind the figure."""
    return (
        not 2 <= len(phrase) <= LONGEST
        or phrase[0] == "着"  # 小麦等|着收割
        or phrase.count("“") != phrase.count("”")  # 对12个村逐一“会诊|开方”
        or (named and phrase.count("、") > 1)
        or LASTING.search(phrase) is not None
    )


def _holds_verb(tokens: list[Token]) -> bool:
    """Whether words say what somebody does or how it is; 年销售收入 does not."""
    actions = load_lexicon().actions
    first = tokens[0].word if tokens else ""
    if first in actions or first[:1] in DONE_TO:
        return True
    return any(
        token.tag in SAYING or token.word in DENYING or token.word[-1:] in "了着过"
        for token in tokens
    )


# 开学, 入社, 投窖: a verb with its object, which jieba takes for a noun
DONE_TO = frozenset("开入坐任办复返脱参受获升投结评未报进驻就迁转")
SAYING = frozenset("v vd vg vi vq a ad an ag i l x".split())


def _from_verb(tokens: list[Token]) -> list[Token]:
    """A predicate from its verb on: without adverbs (but 尚未) and with whom it is done."""
    lexicon = load_lexicon()
    at, beside, for_whom = 0, False, False
    while at < len(tokens) and tokens[at].word not in lexicon.light:
        if at + 1 < len(tokens) and tokens[at + 1].tag in ("ul", "uz"):
            break  # 上|了|岗, 带|着|工具
        token = tokens[at]
        cut = token.tag == "x" and token.word in lexicon.actions  # 减免|税费
        how = token.word in ADVERBS or (token.tag == "z" and token.word[-1] == "地")  # 悠闲地
        idle = not cut and (is_idle(token, "pdx") or how)
        if token.word in DENYING or token.word == "参与" or not idle:
            break
        beside = beside or token.word in BESIDE
        for_whom = for_whom or token.word in FOR
        at += 1
    if beside or for_whom:
        verbs = (
            i
            for i in range(at, len(tokens))
            if tokens[i].word in lexicon.actions or tokens[i].tag == "v"
        )
        at = next(verbs, len(tokens) if beside else at)
    if at and tokens[at - 1].word in WHERE and _does_there(tokens[at:]) and not beside:
        at -= 1  # 到|村任职
    elif at and not _holds_verb(tokens[at:]):
        at -= tokens[at - 1].word in TAKING
        if at > 1 and tokens[at - 1].word == "在" and tokens[at - 2].word in STANDING:
            at -= 2
    return tokens[at:]


LEARNING = frozenset("学 看 取经 观摩 取 听".split())  # 到苏州|学|手艺


def _does_there(tokens: list[Token]) -> bool:
    """县城|找到|工作: whether a deed stands behind a place; 种薯 and 春节前 are none."""
    placed = bool(tokens) and tokens[0].tag[:1] not in "vtm"
    return placed and any(
        token.tag == "v" or token.word in load_lexicon().actions or token.word in LEARNING
        for token in tokens[1:]
    )


# 品种|通过|国审, 企业|成为|…: verbs that mostly link, where nothing else is told; 分布|在|实体经济
TAKING = frozenset("通过 成为 上 进入 处于 位于 属于".split())
STANDING = frozenset("分布 集中 坐落 生活 居住 工作 位".split())
