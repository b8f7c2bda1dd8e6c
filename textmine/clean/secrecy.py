"""Marks of secrecy at the head of a document: 机密★5年, 内部资料 注意保存."""

from __future__ import annotations

import re

HEAD_LINES, HEAD_CHARACTERS = 12, 600  # a mark stands above the title, at most below a red head

# The levels and terms of GB/T 9704 and of the rules on secrets (秘密★1年, 机密★5年, 绝密★长期),
# beside them the number of the copy, and how urgent it is.
LEVEL = r"(?:绝密|机密|秘密|機密|絕密)"
TERM = (
    r"(?:(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:年|个月|个?月)|长期|長期|[启解啟][用封密]前)"
)
URGENT = r"(?:特提|特急|加急|平急|急件)"
INTERNAL = r"[内內]部(?:资料|文件|材料|刊物|参考|传阅|使用|資料|參考)"
CARE = (
    r"(?:(?:请)?注意保[存密]|(?:严禁|不得|请勿|切勿)(?:外传|翻印|公开|传播)|妥善保管|仅供参考|"
    r"仅供内部(?:使用|参考)|阅后[收退]回)"
)
MARK = re.compile(
    rf"(?:份?号?:?\d{{1,6}}号?)?(?:密级:?)?({LEVEL})(?:[★☆*＊]?{TERM}|[★☆*＊])?{URGENT}?"
    rf"|({INTERNAL})(?:[,，、·—-]*{CARE})*"
)
ALONE = re.compile(r"[\s\u3000【】\[\]（）()〔〕<>《》“”\"!！。]+")

YES = tuple(
    "秘密★1年|机密★5年|绝密★长期|机 密 ★ 五 年|000012 秘密★10年 特急|秘密|机密★启封前|密级：机密|"
    "【内部资料】|内部资料 注意保存|内部文件，不得外传|（内部材料，请勿外传）|內部資料|"
    "内部资料，仅供参考".split("|")
)
NO = tuple(
    "推进机密设备管理工作|秘密警察|内部资料室建设情况|加强内部文件管理的通知|公开|"
    "关于保守秘密的规定|内部使用的车辆|工作秘密管理办法|机密工程5年成果".split("|")
)


def mark_of(text: str) -> str | None:
    """The mark of secrecy that a document begins with, as it is written; None for none."""
    lines = [line for line in text[:HEAD_CHARACTERS].split("\n") if line.strip()]
    for line in lines[:HEAD_LINES]:
        if MARK.fullmatch(ALONE.sub("", line).replace("：", ":")):
            return line.strip()
    return None
