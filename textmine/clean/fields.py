"""What the short pieces at the head and the end of a report are: names, bodies, dates, numbers."""

from __future__ import annotations

import re

# ---- dates --------------------------------------------------------------------------------------
CN_DIGIT = "〇○零OＯo0一二三四五六七八九"
CN_YEAR = rf"[一二][{CN_DIGIT}九]{{3}}"
CN_DAY = "[一二三四五六七八九十廿卅]{1,3}"
YEAR = rf"(?:(?:19|20)\d\d|{CN_YEAR})"
DATE = re.compile(
    rf"(?P<year>{YEAR})\s*年\s*(?:(?P<month>\d{{1,2}}|{CN_DAY})\s*月\s*(?:(?P<day>\d{{1,2}}|{CN_DAY})\s*[日号])?)?"
    r"|民国\s*(?P<republic>\d{1,3})\s*年\s*(?:(?P<rmonth>\d{1,2})\s*月\s*(?:(?P<rday>\d{1,2})\s*日)?)?"
    r"|(?P<wyear>(?:19|20)\d\d)(?P<sign>[-/.．])(?P<wmonth>\d{1,2})(?:(?P=sign)(?P<wday>\d{1,2}))?(?!\d)"
)
CN_VALUES = {
    character: number for number, character in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("○零OＯo0", 0)


def read_date(text: str) -> str | None:
    """The first date in *text* as "2010", "2010-05" or "2010-05-03"; None without one."""
    match = DATE.search(text)
    return date_of(match) if match else None


def date_of(match: re.Match[str]) -> str | None:
    """The value of a match of DATE, or None for a day that the calendar does not have."""
    group = match.groupdict()
    if group["republic"]:
        parts = (str(int(group["republic"]) + 1911), group["rmonth"], group["rday"])
    elif group["wyear"]:
        parts = (group["wyear"], group["wmonth"], group["wday"])
    else:
        parts = (group["year"], group["month"], group["day"])
    year, *rest = (_number(part) for part in parts if part)
    if rest and not 1 <= rest[0] <= 12 or len(rest) > 1 and not 1 <= rest[1] <= 31:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _number(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if ten:
        return (CN_VALUES.get(tens, 1) if tens else 1) * 10 + (CN_VALUES[ones] if ones else 0)
    return int("".join(str(CN_VALUES.get(character, character)) for character in text))


# ---- who ----------------------------------------------------------------------------------------
# The commonest surnames (Ministry of Public Security, 2020) and the compound ones.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰殷施洪翟安颜倪牛温芦季"
    "俞章鲁葛伍韦申尤毕聂焦柳邢岳齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景"
    "薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾"
    "郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟麻"
)
COMPOUND = "欧阳|上官|司马|诸葛|司徒|东方|夏侯|令狐|皇甫|尉迟|公孙|慕容|端木|呼延|百里"
NAME = rf"(?:(?:{COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}](?:[\u4e00-\u9fff]{{1,2}}|某某?|××?|XX?|\*{{1,2}})|[\u4e00-\u9fff]{{2,6}}·[\u4e00-\u9fff]{{2,6}})"
NAMES = re.compile(rf"{NAME}(?:\s*[、,，/\s]\s*{NAME}){{0,7}}")
ROLE = re.compile(
    r"^[\[(（【\s]*(?:文\s*[/／|｜:：]|(?:本文)?(?:作\s*者|执\s*笔(?:人)?|撰\s*稿(?:人)?|供\s*稿(?:人|单位)?|通讯员|本报记者|记\s*者|报告人|汇报人|主讲人|发言人|课题组成员|课题组|调研组成员)\s*[:：/／]?)\s*"
)

BODY_END = (
    "组织部|宣传部|统战部|政法委|纪委|编办|党校|行政学院|党委|县委|市委|区委|省委|州委|旗委|盟委|镇委|乡委|工委|党工委|党组|总支|党总支|支部|党支部"
    "|人民政府|政府|办公室|研究室|调研室|政研室|委员会|管委会|居委会|村委会|管理处|办事处|街道|社区|局|厅|委办|委|署|处|所|站|中心|大学|学院|学校|中学|小学|医院"
    "|研究院|研究所|社科院|科学院|研究会|学会|协会|商会|联合会|联社|合作社|基金会|公司|集团|银行|报社|日报|日报社|晚报|杂志社|编辑部|出版社|电视台|通讯社|新华社|智库"
    "|课题组|调研组|调查组|考察组|工作组|联合组|报道组|写作组|推进组|领导小组|工作队|团队|总社|总工会|工会|妇联|团委|共青团|法院|检察院|公所|基层组织处|农会|公社"
)
BODY = rf"(?:中共|中国共产党|共青团|国家|全国)?[\u4e00-\u9fff×xX＊*○·“”]{{2,30}}?(?:{BODY_END})(?:联合)?"
BODIES = re.compile(rf"{BODY}(?:\s*[、,，\s]?\s*{BODY}){{0,3}}")
# What can begin the name of a body right after a title: 思考山东社会科学院调查组.
BODY_START = r"(?:中共|中国|国家|全国|共青团|省|市|县|区|[\u4e00-\u9fff×xX]{1,8}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|村|大学|学院|社会科学院|社科院|党校|日报|中央))"
GLUED_BODY = re.compile(rf"{BODY_START}[\u4e00-\u9fff×xX·]{{0,20}}?(?:{BODY_END})$|^(?:{BODY})$")

NOBODY = frozenset(
    "佚名 未知 匿名 无名 网络 网友 会员上传 会员 管理员 游客 本站 本站原创 原创 转载 整理 编辑 小编 网友投稿 投稿 admin administrator 系统管理员 用户上传 不详 互联网"
    " 网络转载 本网 站长 作者 未署名 暂无 无".split()
)

# ---- numbers of documents -----------------------------------------------------------------------
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff×xX]{1,12}(?:发|字|办|函|组|党|政|委|通|电|规|复|令|文)\s*[〔\[（(【﹝]\s*(?:19|20)\d\d\s*[〕\]）)】﹞]\s*第?\s*[\d×xX]{1,4}\s*号"
)
ISSUE = re.compile(
    r"^[（(]?第\s*[\d一二三四五六七八九十百]{1,5}\s*期[）)]?$|^[（(]?总第\s*\d+\s*期[）)]?$|^(?:内部资料|内部参考|仅供参阅|秘密|机密|急件|特急)$"
)


def is_name(text: str) -> bool:
    """Whether *text* is one or several names of people and nothing else."""
    return bool(NAMES.fullmatch(text.strip()))


def is_body(text: str) -> bool:
    """Whether *text* is the name of one or several bodies and nothing else."""
    return bool(BODIES.fullmatch(text.strip()))


def is_date(text: str) -> bool:
    """Whether *text* is a date, perhaps in brackets, and nothing else."""
    return bool(DATE.fullmatch(text.strip(" ()（）[]【】")))


def read_author(text: str) -> str | None:
    """Who wrote it, from "文/李某", "王 玉 新", "中共某县委组织部 李某"; None for a nobody."""
    text = ROLE.sub("", text).strip(" ()（）[]【】:：")
    if not text or text.lower() in NOBODY:
        return None
    bare = close_name(text)
    if is_name(bare) or is_body(bare) or _is_body_and_name(bare):
        return bare
    return None


def _is_body_and_name(text: str) -> bool:
    parts = re.split(r"[\s、,，/]+", text)
    if len(parts) > 1:
        return all(is_name(part) or is_body(part) for part in parts)
    return bool(re.fullmatch(rf"(?:{BODY}){NAME}", text))


def close_name(text: str) -> str:
    """Names without the spaces that set them wide: 王 玉 新 → 王玉新, 李  明 → 李明."""
    return re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?:\s+([\u4e00-\u9fff]))?(?![\u4e00-\u9fff])",
        lambda m: "".join(m.groups("")),
        text,
    )
