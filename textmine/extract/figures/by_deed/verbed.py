"""Money that only a verb of paying names: 老人每餐付5元, 农机手一亩收45元, 食堂一学期省了9万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import CLAUSE, Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.tokens import Token

BORNE = "承担"
# What is paid, as a noun; a verb that many do without saying what for is in `OWNED` too.
NOUNS = {
    **dict.fromkeys(("付", "支付", "掏", "自付", "自掏"), "自付"),
    **dict.fromkeys(("交", "缴", "缴纳", "交纳", "要交", "上交"), "缴费"),
    **dict.fromkeys(("垫", "垫付", "垫了"), "垫付"),
    **dict.fromkeys(("补", "补助"), "补助"),
    **dict.fromkeys(("贴", "倒补"), "补贴"),
    **dict.fromkeys(("奖", "奖励"), "奖励"),
    **dict.fromkeys(("花", "花费", "花去", "花掉", "花销", "开销"), "花费"),
    **dict.fromkeys(("省", "省下", "节省", "节约", "少花"), "节省"),
    **dict.fromkeys(("罚", "罚款"), "罚款"),
    **dict.fromkeys(("退", "退还", "退回"), "退款"),
    **dict.fromkeys(("赔", "赔付", "赔偿"), "赔付"),
    **dict.fromkeys(("亏", "亏损", "倒贴", "赔进"), "亏损"),
    **dict.fromkeys(("贷", "贷到", "贷出", "放贷"), "贷款"),
    **dict.fromkeys(("捐", "捐出", "捐款"), "捐款"),
    **dict.fromkeys(("收", "收取", "收费"), "收费"),
    **dict.fromkeys(("出", "凑", "认捐"), "出资"),
    **dict.fromkeys(("拿", "领", "拿到", "领到"), "收入"),
    "发": "补贴",
}
BORNE_BY_OTHERS = frozenset({"付", "支付", "掏"})
OWNED = frozenset("出 凑 认捐 拿 领 拿到 领到 发 交 缴 上交 付 支付".split())
PARTICLES = frozenset("了 过 到 足 约 近 将近 上来 下来 出来 出 回 给 着 掉".split())
MANNER = frozenset(
    (
        "自己 自愿 主动 带头 只 就 也 都 再 还 各 又 共 总共 一共 累计 已 已经 平均 能 可 要 须 "
        "需 得 至少 最多 最高 最低 最少 大概 大约 实际 另 另外 便 才 统一 一次性 先 先后 全额 "
        "只能 只需 只要 仅 起码 可以 能够 定额 踊跃"
    ).split()
)
PER = re.compile(
    r"(?:每[^\W\d每年月天日季周](?:每[年月天日次季])?|一(?![年月天季直般共学家定样起些切旦致并律])[^\W\d]|[户人亩村均][均]|每[年月天日季周])$"
)
SPAN = re.compile(
    r"(?:一|每)?个?(?:年|月|天|季|学期|季度)(?:下来|里|内)?$|(?:全年|当年|去年|今年|上月|前年|近年来)$"
)
MONTH = re.compile(r"(?:每个?|一个|按|月?)月$")
CLOSED = frozenset("，,。；;、）)！？!?\n：:”")


def name_verbed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """老人每餐自付 of 老人每餐付5元: who pays or gets it, for each of what, and the verb's noun."""
    text, end = reading.text, spot.quantity.end
    if text[end : end + 1] not in CLOSED and end < len(text):
        return None
    at = _verb_at(spot.left)
    if at < 0 or (at and spot.left[at - 1].word in GIVING):  # 一年|领|补助
        return None
    verb = _bare(spot.left[at].word)
    noun = NOUNS[verb]
    upto, each, month = before_verb(spot.left, at)
    if upto and spot.left[upto - 1].word == "的":  # 最小的|一项|花86元
        return None
    who = payer_of(reading, spot.left[:upto])
    if RANK.search(who):  # 冠军奖
        return None
    if not who and (verb in OWNED or not (each or noun in TOPICAL)):
        return None
    if noun == "自付" and not (PERSON.search(who) or FOLK.search(who)):
        noun = BORNE
    if noun == "收入" and not month:
        return None
    if noun == "收费" and PRICED.search(who):  # 往返票价|只收|98元
        return Named(who, who, None)
    if noun == "收费" and not each:
        noun = "收入"
    who = who or ("" if each else reading.topic(spot))
    name = f"{who}{each}{'月' if month and not each else ''}{noun}"
    return Named(name, who or None, verb, "deed") if who or each else None


TOPICAL = frozenset({"花费", "节省", "亏损"})
GIVING = frozenset("领 领取 发 发放 给 给予 享受 拿 获 获得 得到 得 申请 发给".split())
PRICED = re.compile(r"[价费]$|租金$|押金$")
RANK = re.compile(r"(?:冠军|亚军|季军|等|[一二三]名|[金银铜])$")
# 学生|只付, 村民|才交; not 人才, 船只
MERELY = re.compile(
    r"(?:(?<![需主重纪首])要|(?<!船)只要?|(?<!成)就|(?<![英贤])(?<!(?<![老工病客军])人)才)$"
)
FOLK = re.compile(r"[民户者众师生员们友]$|个人|自己")
ADVERBS = "只各再才要多少都也"


def _bare(word: str) -> str:
    """付 of 只付, which jieba cuts as one word."""
    return word[1:] if word not in NOUNS and word[0] in ADVERBS else word


def _verb_at(left: Sequence[Token]) -> int:
    """Where the verb of paying stands right before the figure, -1 without one."""
    at = len(left) - 1
    while at >= 0 and left[at].word in PARTICLES and left[at].word not in NOUNS:
        at -= 1
    if at > 0 and left[at].word in ("出", "到") and left[at - 1].word in NOUNS:
        at -= 1
    return at if at >= 0 and _bare(left[at].word) in NOUNS else -1


def before_verb(left: Sequence[Token], at: int) -> tuple[int, str, bool]:
    """Where who pays ends; for each of what it is paid; whether by the month."""
    each, month = "", False
    while at > 0:
        token = left[at - 1]
        if token.word in MANNER or token.tag == "d":
            at -= 1
            continue
        begin, said = at - 1, token.word
        for back in (1, 2, 3):
            part = "".join(token.word for token in left[max(0, at - back) : at])
            if PER.fullmatch(part) or SPAN.fullmatch(part):
                begin, said = max(0, at - back), part
        if PER.fullmatch(said):
            each = said + each
        elif not SPAN.fullmatch(said):
            break
        month = month or MONTH.search(said) is not None
        at = begin
    return at, each.replace("一", "每"), month


# 客人|一杯茶|收10元
ONE_OF = re.compile(
    r"^(?P<who>[^\W\d一]{0,6})一(?P<unit>公里|公斤|[斤吨杯碗壶份桌张间台部辆亩头只条盒箱瓶块度])(?P<thing>[^\W\d]{1,6})$"
)


def _each_of(said: re.Match[str]) -> str:
    who = said["who"] if len(said["who"]) == 1 else ""  # 修|一公里|路
    return f"{who}{said['thing']}每{said['unit']}"


def payer_of(reading: Reading, tokens: Sequence[Token]) -> str:
    if not tokens:
        return ""
    phrase = phrase_before(tokens)
    fits = not phrase.elided and len(phrase.text) <= 10 and not CLAUSE.search(phrase.text)
    ends = phrase.text and reading.text.endswith(phrase.text[-1], 0, tokens[-1].end)
    payee, by, _ = phrase.text.partition("由")  # 文化专干|由市财政|补助
    who = payee if by and len(payee) > 1 else phrase.text.removeprefix("由")
    who = ONE_OF.sub(_each_of, MERELY.sub("", who))
    return who if fits and ends and len(who) > 1 else ""
