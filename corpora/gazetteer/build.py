"""Makes divisions.zip from the public lists of China's administrative divisions.

    python build.py FOLDER [-o divisions.zip]

FOLDER holds `county_and_above.tsv.xz` and `townships_2016_2023.tsv.xz` (README.md says what
they are made of). The zip holds `counties.tsv` (province to county) and `townships.tsv`, without
a header and always with the same bytes for the same input.

Columns of counties.tsv: code, name, level, parent code, first year or empty (1981 or before),
first year in which it is gone or empty, today's code of what took over or empty, latitude,
longitude, short names separated by "|", "u" where the code is not official.
Columns of townships.tsv: code, name, first year, first year gone, latitude, longitude.
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]

LEVELS = {"province": "province", "prefecture": "city", "county": "county"}
# The names of peoples in the names of autonomous units, longest first where one begins another.
PEOPLES = (
    "维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯 朝鲜 蒙古 土家 布依 哈尼 景颇 傈僳 独龙 纳西 拉祜 "
    "布朗 普米 达斡尔 鄂温克 鄂伦春 仡佬 仫佬 毛南 裕固 保安 东乡 撒拉 各 满 回 藏 苗 彝 壮 "
    "侗 瑶 白 傣 黎 佤 畲 水 土 羌 怒"
).split()
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{'|'.join(PEOPLES)})族?.*自治([州县旗区])$")
# Named after nothing but their people, and the one 林区 (万柏林区 is none).
OWN_PEOPLE = {
    "神农架林区": ["神农架"],
    "东乡族自治县": ["东乡", "东乡县"],
    "鄂温克族自治旗": ["鄂温克", "鄂温克旗"],
    "鄂伦春自治旗": ["鄂伦春", "鄂伦春旗"],
}
SUFFIX = re.compile(r"(特别行政区|行政区|自治区|新区|工农区|地区|特区|[省市县区盟旗])$")
# What became of prefectures that were renamed beyond recognition or given to others.
PREFECTURES = {
    ("142500", "晋东南地区"): "140400",
    ("142100", "雁北地区"): "140600",
    ("142200", "忻县地区"): "140900",
    ("152300", "哲里木盟"): "150500",
    ("152400", "昭乌达盟"): "150400",
    ("152700", "伊克昭盟"): "150600",
    ("220600", "浑江市"): "220600",
    ("222500", "德惠地区"): "220100",
    ("222600", "永吉地区"): "220200",
    ("232100", "松花江地区"): "230100",
    ("232200", "嫩江地区"): "230200",
    ("232400", "合江地区"): "230800",
    ("322200", "淮阴地区"): "320800",
    ("342200", "宿县地区"): "341300",
    ("342300", "滁县地区"): "341100",
    ("342600", "巢湖地区"): "340181",
    ("342700", "徽州地区"): "341000",
    ("352100", "建阳地区"): "350700",
    ("352400", "晋江地区"): "350500",
    ("352500", "龙溪地区"): "350600",
    ("372300", "惠民地区"): "371600",
    ("371200", "莱芜市"): "370116",
    ("341400", "巢湖市"): "340181",
    ("422500", "襄阳地区"): "420600",
    ("422600", "郧阳地区"): "420300",
    ("432500", "涟源地区"): "431300",
    ("432900", "零陵地区"): "431100",
    ("442100", "海南行政区"): "460000",
    ("442200", "海南黎族苗族自治州"): "460000",
    ("442400", "梅县地区"): "441400",
    ("442500", "惠阳地区"): "441300",
    ("510200", "重庆市"): "500000",
    ("511200", "万县市"): "500101",
    ("511400", "涪陵市"): "500102",
    ("512100", "永川地区"): "500118",
    ("512200", "万县地区"): "500101",
    ("512300", "涪陵地区"): "500102",
    ("512700", "温江地区"): "510115",
    ("512800", "绵阳地区"): "510700",
    ("513000", "达县地区"): "511700",
    ("513000", "达川地区"): "511700",
    ("513500", "黔江地区"): "500114",
    ("532700", "思茅地区"): "530800",
    ("532700", "思茅市"): "530800",
    ("542600", "林芝地区"): "540400",
    ("542700", "江孜地区"): "540200",
    ("642100", "银南地区"): "640300",
    ("654100", "伊犁地区"): "654000",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "-o", "--output", type=Path, default=Path(__file__).parent / "divisions.zip"
    )
    options = parser.parse_args()
    divisions = merge_rows(list(read_rows(options.folder / "county_and_above.tsv.xz")))
    townships = list(read_rows(options.folder / "townships_2016_2023.tsv.xz"))
    with zipfile.ZipFile(options.output, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        write_member(archive, "counties.tsv", county_lines(divisions))
        write_member(archive, "townships.tsv", township_lines(townships))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of one list; 2025+ (a year of which only the end is known) is read as 2025."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            for name in ("valid_from", "valid_to"):
                row[name] = row[name].rstrip("+")
            row["name"] = re.sub(r"[（(].*?[)）]$", "", row["name"])
            if row.get("parent_code") == "830000":  # the list's own number for Taiwan
                row["parent_code"] = "710000"
            yield row


def merge_rows(rows: list[Row]) -> list[Row]:
    """With rows joined that only differ in the name of their parent."""
    merged: list[Row] = []
    for row in sorted(rows, key=lambda row: (row["code"], row["valid_from"])):
        last = merged[-1] if merged else None
        same = last and all(last[key] == row[key] for key in ("code", "name", "parent_code"))
        if last and same and last["valid_to"] == row["valid_from"]:
            last["valid_to"], last["successors"] = row["valid_to"], row["successors"]
        else:
            merged.append(dict(row))
    return merged


def short_names(row: Row) -> list[str]:
    """ "恩施土家族苗族自治州" → 恩施, 恩施州; "寿光市" → 寿光; none for names of two characters."""
    name = row["name"]
    if name in OWN_PEOPLE:
        return OWN_PEOPLE[name]
    if match := AUTONOMOUS.match(name):
        kind = "" if match[2] == "区" else match[2]
        return [match[1], *([match[1] + kind] if kind else [])]
    stem = SUFFIX.sub("", name)
    if len(stem) < 2:  # 北林区 is no 林区
        stem = name[:-1]
    return [stem] if 2 <= len(stem) < len(name) else []


class Successors:
    """Finds what a division that is gone is today."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.rows[row["code"]].append(row)
        self.stems = {
            (row["code"][:2], stem): row["code"]
            for row in rows
            if row["level"] == "prefecture" and not row["valid_to"]
            for stem in short_names(row)[:1]
        }

    def today(self, row: Row) -> str:
        """Today's code; where several took over, the one of the same name, else the first."""
        if not row["valid_to"]:
            return ""
        final = self._follow(row, 0)
        wanted = short_names(row)[:1]
        named = [code for code in final if short_names(self.rows[code][-1])[:1] == wanted]
        return (named or final or [""])[0]

    def _follow(self, row: Row, depth: int) -> list[str]:
        if not row["valid_to"]:
            return [row["code"]]
        if depth > 12:
            return []
        found: list[str] = []
        for code in self._next(row):
            after = [r for r in self.rows[code] if r["valid_from"] >= row["valid_to"]]
            during = [
                r for r in self.rows[code] if not r["valid_to"] or r["valid_to"] > row["valid_to"]
            ]
            for heir in (after or during)[:1]:
                found += self._follow(heir, depth + 1)
        return list(dict.fromkeys(found))

    def _next(self, row: Row) -> list[str]:
        """The codes that took over at the end; bracketed years are earlier changes of area."""
        if code := PREFECTURES.get((row["code"], row["name"])):
            return [code]
        codes = re.findall(r"(?:^|;)(\d{6})(?=;|$)", row["successors"])
        if codes:
            return codes
        if any(r["valid_from"] == row["valid_to"] for r in self.rows[row["code"]]):
            return [row["code"]]
        stem = short_names(row)[:1]
        code = self.stems.get((row["code"][:2], stem[0])) if stem else None
        return [code] if code else re.findall(r"\d{6}(?=\[)", row["successors"])


def county_lines(rows: list[Row]) -> Iterator[str]:
    successors = Successors(rows)
    for row in rows:
        since = "" if row["valid_from"] <= "1981" else row["valid_from"]
        unofficial = "u" if "unofficial" in row["source"] else ""
        short = "|".join(short_names(row))
        names = row["code"], row["name"], LEVELS[row["level"]], row["parent_code"], since
        rest = row["valid_to"], successors.today(row), row["lat"], row["lon"], short, unofficial
        yield "\t".join([*names, *rest])


def township_lines(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        fields = ("code", "name", "valid_from", "valid_to", "lat", "lon")
        yield "\t".join(row[field] for field in fields)


def write_member(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    text = io.StringIO()
    text.writelines(line + "\n" for line in lines)
    member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, text.getvalue())


if __name__ == "__main__":
    main()
