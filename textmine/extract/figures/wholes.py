"""Words for all of a place that its report or its sentence is about: 全市, 该县, 镇里, 辖区."""

from __future__ import annotations

import re

AREA = "辖区"  # of whatever the sentence is about


def _each(characters: str, rest: str) -> str:
    """One alternative a character: where all begin with one, a search skips all other places."""
    return "|".join(character + rest for character in characters)


WHOLE = re.compile(
    "|".join(
        (
            r"全(?<![列居于在名达入占据安健完]全)(?:市(?!场)|[县区镇乡村旗州省])(?!前[列茅]|第[一二三四五\d]|平均水|最|首|先进|领先|唯一|率先)",
            _each("市县区镇乡", r"(?<![\u4e00-\u9fff].)(?:委|里|政府|财政|委组织部)"),
            _each("镇乡", "党委"),
            "全(?:社区|街道|嘎查|苏木)",
            _each("我该", "(?:[市县区镇乡村省旗州]|社区|小区|街道|嘎查)"),
            # 本市, but 资本|市场, 样本|村, 本|乡土, 本区域
            "本(?<![资样成基根标文版书股母课]本)(?:市(?!场)|区(?!间)|乡(?!土)|[县镇村省旗州]|社区|小区|街道|嘎查)",
            _each("市县区镇乡村", "(?:里(?![程弄])|内(?<![供销往].内)(?![江蒙乡黄丘涝外需生控]))"),
            AREA,
            "这个(?:村|社区|街道|镇|乡)",
            r"村(?<![\u4e00-\u9fff]村)(?:党支部|党总支|支部|[“\"]?两委|委会|集体)",
        )
    )
)
# Which kinds of places 全市, 我县, 镇里 … may speak of.
LEVELS = {
    "省": ("province",), "市": ("city", "county"), "州": ("city",), "县": ("county",),
    "区": ("county",), "旗": ("county",), "镇": ("township",), "乡": ("township",),
    "村": ("village",), "社区": ("village",), "小区": ("village",),
    "街道": ("township",), "嘎查": ("village",), "苏木": ("township",),
}  # fmt: skip
UNITS = sorted(LEVELS, key=len, reverse=True)  # 社区 before 区
