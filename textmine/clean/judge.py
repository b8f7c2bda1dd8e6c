"""What an article is as a whole: whether it breaks off, whether it may be evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textmine.clean.lines import CLOSING

# ---- preview ------------------------------------------------------------------------------------
FINAL = "。！？!?…；;：:"
SURELY_TORN = 40
LEAST_TORN = 8  # characters of a last line that no sentence ends
LEADS_ON = re.compile(
    r"[。，,；;][^。，,；;]{4,40}[:：]$|(?:如下|以下[^。]{0,12})[:：]$"
)  # to what is not there
SAYS = re.compile(r"[\u4e00-\u9fff]{2,4}(?:说|表示|介绍|告诉[^,，]{0,6})[,，]")  # but not what
TELLS = re.compile(r"^[^，,。；;：:\d]{3,16}(?:是|使|把|将|对|为了|成为|已经)[^。；;：:]{3,24}$")
# A last line that ends well without a full stop: whom to call, who signs, when.
COMPLETE = re.compile(r"联系|电话|邮箱|地址|网址|邮编|[:：][^，,。]{0,20}$|\d[日月年]?$")


# 一、…, (二)…: a heading, of which text must follow; not "附:一、二等奖名单"
HEADS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^。；;:：]{2,40}$"
)


def is_truncated(lines: Sequence[str]) -> bool:
    """Whether the last line stops in mid-sentence, or heads what is not there."""
    if not lines:
        return False
    last = lines[-1].rstrip()
    before = lines[-2].rstrip() if len(lines) > 1 else ""
    if HEADS.match(last) and before[-1:] in FINAL and _heads_prose(lines):
        return True
    if HEADS.match(before) and _begins_to_tell(last):
        return True
    if last[-1:] in "，,、；;" or (last[-1:] in "：:" and LEADS_ON.search(last)):
        return True
    if last[-1:] in FINAL + CLOSING + "*":
        return False
    if SAYS.match(last):
        return True
    if len(last) < LEAST_TORN or not any(sign in last for sign in "。，,；;"):
        return False
    return len(last) >= SURELY_TORN or COMPLETE.search(last) is None


def _heads_prose(lines: Sequence[str]) -> bool:
    """Whether the headings of a text stand above prose: a list of items is whole."""
    return any(
        HEADS.match(line) and following[-1:] == "。" and len(following) >= SURELY_TORN
        for line, following in pairwise(lines)
    )


def _begins_to_tell(last: str) -> bool:
    """Whether the only line below a heading is a sentence's beginning: 政治功能是基层党组织最基."""
    return last[-1:] not in FINAL + CLOSING and TELLS.search(last) is not None


# ---- suspicion ----------------------------------------------------------------------------------
MODEL_TEXT = re.compile(
    r"(?<![示规模典师防风垂])范文|示范文本|(?<![条案惯比])例文|参考稿"
    # 总结模板, not 治理样板 or 建筑模板
    r"|(?:总结|报告|汇报|方案|计划|讲话|发言|材料|体会|心得|纪要|记录|合同|协议|通知|公文|格式|申请|[稿书表函])"
    r"(?:模[板版]|样[本板])|模[板版]\s*(?:[(（\d]|下载|大全|$(?<!筑模.)(?<![的新钢木铝型].{2}))"
    r"|\(通用\d*篇?\)|（通用\d*篇?）|精选\d+篇(?!章)|\d篇(?:合集|汇编)"
)
PLACEHOLDER = re.compile(
    r"(?:[×xX＊*Ｘ○]{1,4}|\*\*)(?:省|市|县|区|镇|乡|村|街道|社区|县区|同志|公司|单位|局|委|年|月)|(?:xx|XX|××|\*\*|○○){1,3}(?=[\u4e00-\u9fff])"
    r"|[●◯〇]{2,4}(?:省|市|县|区|镇|乡|村|街道|社区|同志|公司|单位|局|委)"
)
BLANK = re.compile(
    r"(?:19|20)[_＿]{1,2}年|_{3,}|＿{2,}|[(（]\s{2,}[)）]|[(（]此处|（略）(?=[%％\d省市县区镇乡村同个名人户万亿元年月])|\[填写|【填写"
)
STAND_INS = "×xX＊*Ｘ○●◯〇"  # one begins every placeholder
STAND_IN = re.compile(f"[{STAND_INS}]")
NOUGHTS, NUMERALS = "○◯〇", frozenset("一二三四五六七八九")
BLANKS = ("__", "＿", "(  ", "（  ", "此处", "（略）", "[填写", "【填写")
DEMO = re.compile(
    r"演示(?=[:：)）】\]]|文[本档件]|数据|用)|示例文档|测试文档|(?<![a-z])demo(?![a-z])",
    re.IGNORECASE,
)
# "(本文为演示文本,内容虚构)": what a page says of its text, in either script.
DEMO_NOTE = re.compile(r"本文[^。\n<]{0,20}(?:演示|示例|测试)文[本档檔]")


def is_demo(page: str) -> bool:
    """Whether a page says that its text was made up to show something."""
    return DEMO_NOTE.search(page) is not None


def find_suspicion(title: str | None, lines: Sequence[str], frame: str = "") -> str | None:
    """Why an article may be no evidence, or None. *frame* is what the page says around it."""
    title = title or ""
    if match := MODEL_TEXT.search(title):
        return f"model text: {match[0]}"
    text = "\n".join((title, frame, *lines))
    if match := _find_placeholder(text):
        return f"placeholder: {match[0]}"
    if any(sign in text for sign in BLANKS) and (match := BLANK.search(text)):
        return f"blank to fill in: {match[0].strip()}"
    match = DEMO.search(title)
    return f"demonstration: {match[0]}" if match else None


def _find_placeholder(text: str) -> re.Match[str] | None:
    """XX县, ××同志: looked for only where a text has such a sign at all."""
    if not any(sign in text for sign in STAND_INS):
        return None
    found = (PLACEHOLDER.match(text, sign.start()) for sign in STAND_IN.finditer(text))
    return next((match for match in found if match and not _is_nought(text, match)), None)


def _is_nought(text: str, match: re.Match[str]) -> bool:
    """Whether the circles of a match are noughts of a number: 二○○九年, 一◯二医院."""
    if match[0][0] not in NOUGHTS:
        return False
    first, last = match.start(), match.start()
    while first and text[first - 1] in NOUGHTS:
        first -= 1
    while last < len(text) and text[last] in NOUGHTS:
        last += 1
    return text[first - 1 : first] in NUMERALS or text[last : last + 1] in NUMERALS
