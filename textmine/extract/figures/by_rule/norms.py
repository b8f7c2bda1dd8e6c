"""Figures of a rule or a habit: how often (每季度召开一次), for each (每名党员联系3户), within
what time (24小时内办结), at what discount (打九折), in what parts (枣农拿六成)."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.tokens import tidy

TIMES = frozenset({"次", "轮", "遍", "回", "场", "期"})
PER = re.compile(
    r"(?<!每人)(?<!每户)(?<!每亩)"
    r"每(?:年|半年|季度|[两二三半]个?[年月周]|月|周|个?季度|学期|天|日)"
)
WITHIN = re.compile(r"(?:之内|以内|内)(?P<deed>[^，,。；;、：:\n]{0,12})")
EACH = re.compile(
    r"每(?:[名个户位家处支所座辆件亩次单箱公斤顷吨株只头]+|(?=[村站点组校镇乡社队期所人户家餐箱单]))"
)
# 每组3人, 每期15天, 每人联系3户: each of those counted before.
EACH_OF = {
    "每人": re.compile(PERSON.pattern),
    "每组": re.compile(r"组$"),
    "每队": re.compile(r"队$"),
    "每支": re.compile(r"[队支]$"),
    "每站": re.compile(r"站$"),
    "每点": re.compile(r"点$"),
    "每期": re.compile(r"班$"),
    "每家": re.compile(r"(?:企业|公司|店|社|厂|园)$"),
}
EACH_TIME = re.compile(r"每[人户名村亩生组](?:每[年月天日次]|每学年|每学期|每季度)")
COUNTERS = frozenset("名个位家处支所座辆件")
FREQUENT = re.compile(
    r"(?:至少|最少|不少于|不得少于|不低于|不超过|各|均|都|要|应|须|必须|再|固定|集中){1,6}$"
)
HELD = re.compile(
    r"^(?:至少|都|均|各|要|应|须|必须|定期|固定|召开|举行|举办|开展|进行|组织)+(?=..)"
)
HELD_THING = re.compile(r"^(?:召开|举行|举办|开展|进行|组织)的")
DISCOUNT = re.compile(r"打(?:到|了)?$")
PARTED = re.compile(r"(?P<verb>拿|得|分得|分|留成?|留存|提取|抽取|提成)(?:取|走|到|了)?$")
MOST_SUBJECT = 10  # characters of a doer that an indicator takes in


# Each of these is tried for some units only: see `indicators.BY_UNIT`.
def name_limit(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """简单问题24小时内办结: the time within which something is done."""
    text, end = reading.text, spot.quantity.unit_end
    done = DONE_IN.match(text, end)
    needed = NEEDED.search(text, spot.left_start, spot.quantity.start)
    if needed and spot.quantity.unit in SHORT:  # 办理事项最快只需15分钟
        said = tidy(text[spot.left_start : needed.start()])
        if not 2 <= len(said) <= MOST_SUBJECT:
            found = phrase_before(reading.tokens(spot.left_start, needed.start()))
            said = (found.action or "") + found.text or (tidy(done["deed"]) if done else "")
        said = said.removeprefix("从")  # 从接报到出警
        return Named(f"{said}用时", said, None, "rule") if said else None
    if done:  # 30分钟抵达现场
        doer = spot.before.text if len(spot.before.text) <= MOST_SUBJECT else ""
        return Named(f"{doer}{tidy(done['deed'])}用时", doer or None, None, "rule")
    span = SPAN.search(spot.said) if "到" in spot.said and spot.said[-1:] in SPENT else None
    if span:
        return Named(f"{span['from']}到{span['to']}用时", None, None, "rule")
    term = TERM.match(text, end)
    if term:  # 三个月的试用期
        return Named(term[1], None, None, "rule")
    lasts = LASTS.match(text, end)
    if lasts and (able := ABLE.search(text, spot.left_start, spot.quantity.start)):
        return _name_lasting(reading, spot, able.start(), lasts[1])
    match = WITHIN.match(text, end)
    if match is None:
        return None
    subject = spot.before.text if len(spot.before.text) <= MOST_SUBJECT else ""
    if not subject or MUST.fullmatch(subject):
        subject = _asked_of(reading, spot)
    by = BY_MEANS.match(text, match.start("deed"), match.end("deed"))
    tokens = reading.tokens(by.end() if by else match.start("deed"), match.end("deed"))
    first = next((t for t in tokens if t.word not in load_lexicon().stops and t.tag != "d"), None)
    deed = ""
    if first is not None:
        rest = tidy("".join(t.word for t in tokens if t.start >= first.start and t.tag != "ul"))
        deed = rest if len(rest) <= 6 else first.word
    return Named(f"{subject}{deed}时限", subject or None, None, "rule") if subject or deed else None


# 库存能够满足|1年以上|需求, 储备可满足当地|15天|市场供应
ABLE = re.compile(r"(?:能够|可以|可|能|足以|够)(?:满足|保障|保证|维持)[^，,。；;\d]{0,6}$")
LASTS = re.compile(r"(?:以上|左右)?的?([^，,。；;\d]{0,4}(?:需求|供应|消费|用量|所需))")
MUST = re.compile(r"(?:应当?|必须|要|须|需|都|均|一律){1,3}")
BY_MEANS = re.compile(r"(?:以|用|通过)[^，,。；;]{1,6}?(?:形式|方式|逐[条件一项]){1,2}")


def _name_lasting(reading: Reading, spot: Spot, end: int, need: str) -> Named:
    """小麦库存可满足需求时间: how long something will do."""
    subject = reading.subject_until(spot, end) or reading.object_before(spot)
    subject = SOME.sub("", subject)
    subject = subject if len(subject) <= MOST_SUBJECT else ""
    return Named(f"{subject}可满足{need}时间", subject or None, None, "rule")


def _asked_of(reading: Reading, spot: Spot) -> str:
    """意见 of 凡是会上提出的意见，都应当在15天内答复."""
    found = ASKED.match(reading.text, spot.sentence_start, spot.clause_start)
    return found[1] if found else ""


SOME = re.compile("^(?:.*[的等])(?=..)")  # 一定数量的|成品粮储备, 大米、面粉等|储备
ASKED = re.compile(r"(?:凡是?|对于?)[^，,。；;]{0,12}的([^，,。；;的\d]{2,6})[，,]")


# 从立项到完工|只用了|100天
SPAN = re.compile(
    r"[从由](?P<from>[^，,。；;、\d]{2,8}?)到(?P<to>[^，,。；;、\d到]{2,8}?)(?:前后|总共|一共|只|仅|才|就)*(?:用|花|需|要|耗时)了?$"
)
SPENT = frozenset("了用花需要时")
TERM = re.compile(r"的(试用期|公示期|有效期|服务期|考察期)")
SHORT = frozenset("分钟 秒 小时 个小时 天 个工作日 工作日 日".split())
NEEDED = re.compile(
    r"(?:最快|平均|一般|现在|如今|只|仅|总共|全程){1,4}(?:需要?|要|用|花|耗时)(?:约|不到)?$|耗时(?:约|仅)?$"
)
DONE_IN = re.compile(
    r"(?:就能?|即可|便可?|可){0,2}"
    r"(?P<deed>(?:抵达|赶到|抢通|送达|到达|办结|办好|办完)[^，,。；;、：:\d\n的]{0,6})"
)
MOVED = re.compile(r"(?:前移|上升|前进|提升|跃升|进位|后移|下降|[再又连]进)了?$")


def name_rank(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """综合考评前移12位: places in a ranking, not persons."""
    if spot.after.text:
        return None
    match = MOVED.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    subject = phrase_before(reading.tokens(spot.left_start, match.start())).text
    subject = "" if subject == "位" else subject  # 居第40位、较上年提升15位
    return Named(f"{subject}位次", subject or None, match[0], "before")


FAR_FROM = re.compile(
    r"(?:位于|地处|坐落于?)(?P<place>[^，,。；;]{2,9}?)(?:以)?[东南西北]{1,2}(?:方向|部|面|侧|边|郊)?(?:约|近|不到)?$"
)


# 从村口到乡政府|18公里
APART = re.compile(
    r"[从由](?P<from>[^，,。；;、\d]{2,8}?)(?:走|骑车|开车|乘车)?到(?P<to>[^，,。；;、\d到的]{2,8}?)"
    r"(?:的?(?:路程|距离|路))?(?:只|就|也|都|还|足|得|要|需|有|走|约|大|共|仅|为|不过){0,4}$"
)


# 离县城|50公里
AWAY_FROM = re.compile(
    r"(?:距离?|(?<![距远撤偏隔脱分])离)(?P<place>[^，,。；;、\d]{1,10}?)(?:只|就|也|都|还|足|要|需|有|约|大|仅|为|不过|将近){0,4}$"
)


def name_distance(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """位于县城东南7公里处, 100公里外的县城: how far it is from there."""
    if reading.text.startswith(("外", "开外", "之外"), spot.quantity.end):
        return Named("距离", None, None, "before")
    apart = APART.search(spot.said) if "到" in spot.said and not spot.after.text else None
    if apart:
        return Named(f"{apart['from']}到{apart['to']}距离", None, None, "before")
    away = AWAY_FROM.search(spot.said) if "距" in spot.said or "离" in spot.said else None
    if away:
        return Named(f"距{away['place']}距离", None, None, "before")
    match = FAR_FROM.search(reading.text, spot.left_start, spot.quantity.start)
    return Named(f"距{match['place']}距离", None, None, "before") if match else None


def name_discount(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """利率打九折: a price, and how much of it is paid."""
    if "折" not in reading.text[spot.quantity.number_start : spot.quantity.end]:
        return None
    opened = DISCOUNT.search(reading.text, spot.left_start, spot.quantity.number_start)
    end = opened.start() if opened else spot.quantity.start
    return Named(
        phrase_before(reading.tokens(spot.left_start, end)).text + "折扣", None, None, "rule"
    )


def name_parted(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """枣农拿六成、托管方拿四成: who gets which part."""
    match = PARTED.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    doer = phrase_before(reading.tokens(spot.left_start, match.start())).text
    if not doer or len(doer) > MOST_SUBJECT:
        return None
    verb = "分成" if match["verb"] in "拿得分分得" else match["verb"]
    return Named(f"{doer}{verb}比例", doer, None, "rule")


def name_often(reading: Reading, spot: Spot, named: Named) -> Named:
    """党委委员每月到联系点不少于2次: who does what, and in what time."""
    text, quantity = reading.text, spot.quantity
    if "每" not in text[spot.clause_start : quantity.start] or quantity.unit not in TIMES:
        return named
    found = list(PER.finditer(text, spot.clause_start, quantity.start))
    if not found:
        return named
    per = found[-1]
    deed = _done(spot) + spot.after.text if spot.after.text else ""
    if not deed:
        deed = FREQUENT.sub("", text[per.end() : quantity.start])
        deed = HELD.sub("", deed) if 2 <= len(deed) <= 14 else ""
        deed = tidy(deed)
    if re.search(r"[，,\d]", deed) or not deed:
        return named
    known = HELD_THING.sub("", (named.indicator or "").replace(per[0], ""))
    if known.endswith(deed) and len(known) <= 14:
        deed = known  # “连心账”公示
    doer = _doer(reading, spot.clause_start, per.start())
    return replace(named, indicator=f"{doer}{per[0]}{deed}", head=deed, way="norm")


def _done(spot: Spot) -> str:
    """汇报 of 汇报2次思想: a verb that says more than that something was held."""
    last = next((token for token in reversed(spot.left) if token.tag not in ("d", "ul")), None)
    if last is None or not (last.tag == "v" or last.word == "汇报") or HOLDING.fullmatch(last.word):
        return ""
    lexicon = load_lexicon()
    return "" if last.word in lexicon.stops or last.word in lexicon.light else last.word


HOLDING = re.compile(r"(?:召开|举行|举办|开展|进行|组织|安排|参加|不|少于|低于|有|达|要|应).{0,2}")


def _doer(reading: Reading, start: int, end: int) -> str:
    tokens = reading.tokens(start, end)
    while tokens and (tokens[0].word.startswith("每") or tokens[0].tag in ("c", "d", "r")):
        tokens = tokens[1:]
    if tokens and EACH.match(reading.text, tokens[0].start - 1):
        tokens = tokens[1:]
    found = phrase_before(tokens).text
    return found if len(found) <= MOST_SUBJECT else ""


def name_each(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
    """每个联合党组织给予5000元工作经费: of each, where the phrase leaves it out."""
    indicator = named.indicator or ""
    taken = reading.text.startswith("的", spot.left_start)  # 每亩700元|的价格|流转土地
    start = spot.left_start if taken else spot.clause_start
    before = reading.text[start : spot.quantity.start]
    if not indicator or "每" not in before or spot.quantity.unit == "%":
        return named
    if named.way == "norm" and PER.search(before):
        return named
    owner = _each_before(reading, spot)
    if len(owner) < 3 and owner not in EACH_OF and owner[1:] in COUNTERS:
        return named
    both = EACH_TIME.search(before) if not owner and "每" not in indicator else None
    if both:  # 每人每月发放补贴300元
        return replace(named, indicator=both[0] + indicator, way="norm")
    full = _each_of(owner, previous)
    rest = indicator.removeprefix(owner)
    if rest.startswith("每") or owner in rest:
        return named
    own = not (named.head or "").startswith(named.action or "。")  # 带动就业
    if named.action in CONTACT and own and rest in (named.head, f"{named.action}{named.head}"):
        rest = f"{named.action}的{named.head}"
    if rest == "人口" and TEAM.search(full):  # 每队不少于20人
        rest = "人数"
    said = len(owner) > 2 and re.search(re.escape(owner[2:]) + "(?![员长])", indicator)
    if said:  # but 每个网格配备1名网格员
        return named
    return replace(named, indicator=full + rest, way="norm")


TEAM = re.compile(r"(?:队伍?|组|班子?|团队?|支部|会|室|中心)$")
CONTACT = frozenset("联系 帮扶 包联 包保 结对 帮带 走访 认领 服务 管理 负责 带动".split())


def _each_before(reading: Reading, spot: Spot) -> str:
    """每名党员, 每个联合党组织, 每村: the last such words of the clause."""
    tokens = reading.tokens(spot.clause_start, spot.quantity.start)
    lexicon = load_lexicon()
    at = next(
        (
            i
            for i in range(len(tokens) - 1, -1, -1)
            if tokens[i].word[0] == "每" and not PER.match(reading.text, tokens[i].start)
        ),
        -1,
    )
    if at < 0:
        return ""
    if not EACH.match(reading.text, tokens[at].start):
        return ""
    end = at + 1
    if tokens[at].word == "每" and end < len(tokens):
        end += 1
    while end < len(tokens):
        word = tokens[end].word
        if tokens[end].tag[:1] not in "nbjlia" and word not in lexicon.modifiers:
            break
        if word in lexicon.actions or word in lexicon.stops or word in lexicon.attributes:
            break
        end += 1
    if (
        end == len(tokens)
        and at + 2 > len(tokens) - 1
        and not reading.text.startswith(("至少", "有", "不少于", "配"), tokens[-1].end)
    ):
        return ""
    found = reading.text[tokens[at].start : tokens[end - 1].end]
    return found if 2 <= len(found) <= MOST_SUBJECT else ""


def _each_of(owner: str, previous: Named | None) -> str:
    """每名党建指导员 for 每人, where those were counted before."""
    kind = EACH_OF.get(owner)
    head = previous.head if previous else None
    if kind is None or not head or len(head) > MOST_SUBJECT or not kind.search(head):
        return owner
    return ("每名" if owner == "每人" else "每个") + head
