"""Who wrote an article, told outside its head: by its dateline, its end, a note of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    BRACKETS,
    DATELINE_START,
    NAME,
    NAMES,
    PRINTED,
    RARE_NAME,
    ROLE,
    ROLES,
    find_date,
    is_body,
    is_name,
    part_names,
    read_author,
    without_roles,
)
from textmine.clean.metadata.bylines import read_byline

LONGEST_SIGNED = 50  # characters of a line with a body and a date
MOST_BEFORE = 3  # lines from which the first of a report is taken: a clock time may stand before
LEAST_OPENING = 20  # characters of it
LONGEST_CALLED = 40  # characters of a note with a role and names
LONGEST_NAME = 4  # characters of one person's
TAIL_LINES = 4  # a signature is within the last lines
LONGEST_TAIL = 80  # characters of a line that only signs

LABELLED = re.compile(
    r"(?:作\s*者\s*[:：\]】〕]|(?:(?<![\u4e00-\u9fff])文|记者|通讯员|撰稿人?|撰写人?|执笔人?|供稿(?:人|单位)?)\s*[:：])\s*+([^:：\]】)）|]{2,40}?)(?=\s*(?:$|[\[【\]|｜)）】]|(?:文章|信息|稿件)?来源|编辑|责任编辑|责编|审核|校对|摄影|图\s*[:：]|阅读|访问|时间|日期|更新|发布|点击|浏览|录入|字[号体]|\d{4}))"
)
# [作者简介]某某(1970—),男,某校教授;…
INTRODUCED = re.compile(r"^[\[【〔(（]?(?:第一)?作者(?:简介|介绍)[\]】〕)）]?\s*+[:：]?")
INTRODUCED_NAME = re.compile(rf"(?:^|[;；。])\s*+({NAME})\s*+(?=[,，(（])")
# 2010-05-11 某县统计局: when and who, and nothing else
STAMPED = re.compile(
    r"^[\[(（]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])）]?(?:\s*+\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?\s*+([\u4e00-\u9fff\s、]{2,30})$"
)

# 某某 2015年05月01日 来源:某报
NAMED_FIRST = re.compile(rf"^({NAMES.pattern})(?:\s+|\s*+[|｜]\s*+)(?:19|20)\d\d[-/.年]")
# 来源:某网(记者某某) 编辑:某某
NOTED = re.compile(r"[(（]([^()（）]{0,8}(?:记者|通讯员)[^()（）]{2,40})[)）]")
# 来源:某网 2016年01月08日04:36 记者 某某
NOTED_LAST = re.compile(rf"(?<=[\d\s])((?:{ROLES})\s+{NAMES.pattern})$")

SIGNED = re.compile(
    r"^[(（]?\s*(?:作者(?:单位|系|为|简介)?|执笔(?:人)?|撰稿(?:人)?|供稿(?:单位|人)?|课题组(?:成员)?|本报记者|记者|通讯员)\s*+(?:[:：]\s*+)?(.{2,40}?)[)）]?$"
)
SIGNED_BRACKET = re.compile(
    r"[(（]\s*(?:作者(?:单位|系|为)?|执笔(?:人)?|撰稿|供稿|记者|通讯员|本报记者)\s*+(?:[:：]\s*+)?([^()（）]{2,40})[)）]\s*$"
)
SIGNED_NAMES = re.compile(r"(?:^|[。！？”])\s*[(（【]([^()（）【】]{2,40})[)）】]$")
# …信息网络。某某某某某: several names after the last sentence
SIGNED_LAST = re.compile(r"[。！？”]\s*([\u4e00-\u9fff、 ]{4,12})$")
# 某某镇 某某, 组织科 某某: where it was sent from, and by whom
SENT_FROM = re.compile(
    r"^[\u4e00-\u9fff]{1,9}(?:[省市县区旗镇乡村局办委室科处股]\s*+|[站所校院社部]\s++)"
    r"([\u4e00-\u9fff、 ]{2,12})$"
)
WROTE = re.compile(r"(?<!\s)\s*(?:文[/／、]?图|图[/／、]?文|文|供稿|撰稿|报送|整理)$")
CREDIT = re.compile(r"(?:摄影|供图|[\s/]?[摄图]|报道|文[/／]图|图[/／]文){1,4}$")

# …成效。(某某日报记者某某 通讯员某某)
SIGNATURE = re.compile(r"(?:(?<=[。！？”])|^)\s*+[(（【]([^()（）【】。；，,]{2,50})[)）】]$")
CALLED = re.compile(
    r"^\S{0,20}?(?:记者|通讯员|实习生|作者|执笔|撰稿|供稿|责任编辑|责编|编辑|校对|供图|摄影|来源[:：])"
)

# 本报讯(通讯员某某 记者某某), 某某网9月4日电(某某 记者某某)
DATELINE = re.compile(
    r"^[^。()（）]{0,24}?[(（](?=[^()（）]{0,30}(?:记者|通讯员|实习生))([^()（）]{2,60})[)）]"
)
# 某新网1月8日电(某某): names alone only after such a word
WIRED = re.compile(
    r"^[^。，,()（）]{2,24}?(?:讯|电|消息)\s*+[】\]]?\s*+[(（]([^()（）]{2,30})[)）]"
)
# 【某某商报讯】记者某某 实习记者某某报道
REPORTED = re.compile(
    rf"^(?:[【\[][^】\]]{{2,16}}[】\]]|[^。，,()（）]{{0,20}}?(?:讯|电))\s*+"
    rf"((?:(?:{ROLES})\s*+(?:{NAMES.pattern})\s*+){{1,3}})(?=报道|[:：,，]|\d|$|(?<=\s))"
)

# Where Taiwan's agency reports from: the place stands right behind the name.
FILED_AT = (
    "台北|新北|桃园|台中|台南|高雄|基隆|新竹|苗栗|彰化|南投|云林|嘉义|屏东|宜兰|花莲|台东|澎湖|金门|连江"
    "|马祖|北京|上海|香港|东京|华盛顿"
)
# (某新闻网)【记者某某／某地报导】, (某某社记者某某台中15日电), as papers of Taiwan have it
CREDITED = re.compile(
    rf"^(?:[(（〔][^()（）〔〕]{{2,16}}[)）〕])?\s*+[【〔\[(（]((?:{ROLES})\s*+(?:{NAMES.pattern}))"
    rf"(?:\s*+[/／]\s?[\u4e00-\u9fff]{{2,8}}\s?报[导道]|(?:{FILED_AT})[县市]?(?:\d{{1,2}}日)?专?[电讯])"
    r"\s*+[】〕\])）]\s*+"
)
# 图/某局提供、文/某某: who wrote, behind the last sentence
PENNED = re.compile(
    rf"(?<=[。！？」”])\s*+(?:图\s*+[/／:：][^。，,、/／]{{2,12}}[、，,；;\s]\s*+)?文\s*+[/／:：]\s*+({NAMES.pattern})$"
)

REPORT = re.compile(r"报道\s*+[:：,，]?\s*+")
# 本报讯, 【某某网讯】, 某新网某市1月8日电: what stands before the first sentence of a report.
# A medium of another name is one only with a day, in a bracket or with reporters behind it.
LEAD = re.compile(
    r"(?P<sure>[【\[])?(?:(?P<own>本(?:报(?![告名考表])|刊|网(?![格络点])|台(?![账帐风阶])|站(?![点长台])|社(?![区会员团保]))|(?:新华|中新)[社网]"
    r"|(?:人民|央视|央广|光明|中国|中国新闻|中国经济|中国青年)网)|[\u4e00-\u9fff·]{1,10}?(?:社|网|报|台|客户端|发布|在线|频道|融媒))"
    r"[^\s，,。；;()（）【】\[\]讯电]{0,12}?(?P<day>\d{1,2}月\d{1,2}日)?\s*+"
    r"(?:(?(day)专?|专)电(?![视台话力商子网气影])|电(?![一-龥，,。、；;])|讯(?![息员录])|消息(?![一-龥]))"
    r"(?(sure)[】\]])\s*+(?:据[^。，,；;()（）]{2,16}(?:报[道导]|消息|讯)\s*+(?=[(（]))?"
    r"(?:[(（](?P<who>[^()（）]{2,60})[)）]\s*+)?[:：]?\s*+"
)
# 【某某新闻报道】, 某某网-某某日报讯: a medium of whatever name before the first sentence
BRACKET_LEAD = re.compile(
    r"^(?:[【\[][\u4e00-\u9fffA-Za-z·.]{2,14}(?:报[道导]|专讯|快讯|特讯|综合消息)[】\]]"
    r"|[\u4e00-\u9fff]{2,8}讯\s?[(（](?=[^()（）]{0,20}(?:记者|通讯员|实习生))[^()（）]{2,60}[)）]\s?"
    r"|[\u4e00-\u9fff]{2,10}(?:网|在线|客户端)[-—·/][\u4e00-\u9fff]{2,8}[报网台]讯(?=\s|\d|[(（]))\s*+"
)
# 记者某某摄, (某某 摄), 记者某某／摄影: who took a picture that is not there
PICTURED = re.compile(
    rf"(?P<line>^|(?<=[。！？」”])\s*)[(（【]?\s?(?:(?:{ROLES})\s?[:：]?\s?)?(?P<who>{NAMES.pattern})"
    r"\s?[/／]?\s?(?:摄影?|供图)\s?[)）】]?$"
)


def note_author(note: str) -> str | None:
    """Who wrote it, by a line of the page that says when, whence and by whom."""
    if author := _noted(note):
        return author
    line = read_byline(note)
    return line.author if line else None


def _noted(note: str) -> str | None:
    """The same, for lines that have a label, a bracket or a day where such lines have it."""
    if match := INTRODUCED.match(note):
        return " ".join(INTRODUCED_NAME.findall(note[match.end() :])) or None
    if match := LABELLED.search(note):
        named = match[1] if read_author(match[1]) else re.split("[,，(（]", match[1])[0]
        return read_author(f"作者:{named}")
    if match := STAMPED.match(note) or NAMED_FIRST.match(note):
        return read_author(match[1])
    if match := NOTED.search(note) or NOTED_LAST.search(note):
        return read_author(match[1])
    who = PRINTED.sub("", note).strip()
    return read_author(who) if ROLE.match(who) and len(who) <= LONGEST_CALLED else None


def signed_author(lines: Sequence[str]) -> str | None:
    """Who signs at the end."""
    for line in last_lines(lines):
        if author := next(_signatures(line), None):
            return author
    return None


def _signatures(line: str) -> Iterator[str]:
    if pictured := PICTURED.match(line):
        yield re.sub(r"[\s、,，/]+", " ", pictured["who"])
    match = SIGNED.match(line) or SIGNED_BRACKET.search(line)
    if match and (author := read_author(match[1])):
        yield author
    if (names := SIGNED_NAMES.search(line)) and (author := _bracketed(names[1])):
        yield author
    if (names := SIGNED_LAST.search(line)) and (several := _several(names[1])):
        yield several
    if (penned := PENNED.search(line)) and (author := read_author(penned[1])):
        yield author
    if is_body(line):
        yield line
    date = find_date(line) if len(line) <= LONGEST_SIGNED else None
    if date is not None and is_body(body := line[: date.start].strip(BRACKETS)):
        yield body


def _bracketed(text: str) -> str | None:
    """The names in a bracket; whoever only took the picture has no role before his name."""
    bare = WROTE.sub("", without_roles(text))
    if is_name(bare) or is_body(bare):
        return bare
    if (sent := SENT_FROM.match(bare)) and is_name(sent[1]):
        return sent[1]
    called = bare != text and part_names(CREDIT.sub("", bare).strip())
    return called or _several(bare)


def _several(text: str) -> str | None:
    """The names of several people, be they run together; one alone may be any word."""
    names = part_names(text) or ""
    return names if len(names) > LONGEST_NAME else None


def dateline_author(body: Sequence[AlignedText]) -> str | None:
    """Who reports, by the dateline; names are still parted by their spaces there."""
    lines = [line.text for line in body]
    first = next((line for line in lines[:MOST_BEFORE] if len(line) >= LEAST_OPENING), "")
    for pattern in (DATELINE, WIRED, REPORTED, CREDITED):
        if (match := pattern.match(first)) and (author := _called(match[1])):
            return author if pattern is not WIRED or is_name(author) else None
    further = (DATELINE.match(line) for line in lines[1:] if DATELINE_START.match(line))
    return next((author for match in further if match and (author := read_author(match[1]))), None)


def _called(text: str) -> str | None:
    """Who is meant by 通讯员某某: even a name of a pen that begins with no surname."""
    bare = ROLE.sub("", text)
    rare = bare != text and RARE_NAME.fullmatch(bare)
    return read_author(text) or (bare if rare else None)


def drop_credits(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """The lines without who took a picture, be it a line of its own or behind a sentence."""
    found = [
        (line, PICTURED.search(line.text) if "摄" in line.text[-6:] else None) for line in lines
    ]
    return [
        line if match is None else line[: match.start()].strip()
        for line, match in found
        if match is None or match.start()
    ]


def drop_dateline(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """The lines without the dateline, 本报讯(记者某某), and the names of reporters in it."""
    lines = list(lines)
    for at, line in enumerate(lines[:MOST_BEFORE]):
        if _is_dateline(line.text) and len(lines) > 1:
            return [*lines[:at], *lines[at + 1 :]]
        if len(line) >= LEAST_OPENING:
            lines[at] = line[_behind_dateline(line.text) :]
            break
    return lines


def _is_dateline(text: str) -> bool:
    """Whether a line is a dateline and nothing else: 某某在线6月18日讯."""
    lead = LEAD.match(text) if len(text) <= LONGEST_SIGNED else None
    return lead is not None and lead.end() == len(text) and bool(lead["own"] or lead["day"])


def _behind_dateline(text: str) -> int:
    """The offset of the first sentence."""
    reported = REPORTED.match(text)
    bracket = BRACKET_LEAD.match(text)
    if bracket and bracket.end() < len(text):
        return bracket.end()
    if credited := CREDITED.match(text):
        return credited.end()
    if reported and (said := REPORT.match(text, reported.end())):
        return said.end()
    lead = LEAD.match(text)
    if lead is None or lead.end() == len(text):
        return 0
    who = lead["who"]
    if who and not (CALLED.match(who) or _called(who) or _bracketed(who)):
        return lead.start("who") - 1  # (某镇)去年…
    return lead.end() if who or lead["sure"] or lead["own"] or lead["day"] else 0


def drop_signature(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """Without who wrote, edited or sent it in, in a bracket at the end of the text."""
    if not lines:
        return []
    last = lines[-1]
    names = SIGNED_LAST.search(last.text)
    if names is not None and _several(names[1]):
        return [*lines[:-1], last[: names.start(1)].strip()]
    if (penned := PENNED.search(last.text)) and read_author(penned[1]):
        return [*lines[:-1], last[: penned.start()].strip()]
    match = SIGNATURE.search(last.text)
    if match is None or not (CALLED.search(match[1]) or _bracketed(match[1])):
        return list(lines)
    rest = last[: match.start()]
    return [*lines[:-1], *([rest] if rest.text else [])]


def last_lines(lines: Sequence[str]) -> list[str]:
    """The lines at the end of a text in which somebody may sign it."""
    if len(lines) == 1 and lines[0][-1:] in ")）】":
        return list(lines)
    if len(lines) == 1 and (SIGNED_LAST.search(lines[0]) or PENNED.search(lines[0])):
        return list(lines)
    return [
        line
        for line in lines[1:][-TAIL_LINES:]
        if len(line) <= LONGEST_TAIL or line[-1:] in ")）】" or PENNED.search(line)
    ]
