"""Write the parts of docs/ that are made from the program, between their marks.

python docs/make_reference.py

Commands come from the command line itself, record fields from `textmine.plain.json_schema`,
settings from `textmine.settings`, the scores from `models/patterns/scores.json`; their words from
`textmine/cli/help.toml`, and `fields.toml` and `settings.toml` beside this file.
tests/test_docs_pages.py holds the pages to what this writes.
"""

from __future__ import annotations

import inspect
import json
import re
import tomllib
import typing
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from textmine.cli.commands import app
from textmine.cli.helping import Parameter, chinese, parameters
from textmine.plain import json_schema
from textmine.settings import Settings

DOCS = Path(__file__).parent
SCORES = DOCS.parent / "models/patterns/scores.json"
LANGUAGES = ("zh", "en")
UNSET = {"released"}  # settings that a run makes and no file gives
MISSING: set[str] = set()  # words without Chinese


@cache
def words(name: str) -> dict[str, Any]:
    """A table of words beside this file."""
    return tomllib.loads((DOCS / name).read_text(encoding="utf-8"))


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in lines)


# ---- commands -----------------------------------------------------------------------------------
@cache
def commands() -> dict[str, Callable[..., Any]]:
    """The functions behind the commands by name, in the order of `textmine --help`."""
    return {
        entry.name or entry.callback.__name__: entry.callback
        for entry in app.registered_commands
        if entry.callback and not entry.hidden
    }


def in_language(text: str, language: str) -> str:
    """A text of the program in English or Chinese."""
    text = " ".join(text.split())
    if language == "en" or not text:
        return text
    if text not in chinese():
        MISSING.add(text)
    return str(chinese().get(text, text))


def commands_block(language: str) -> str:
    """Every command with its example, arguments and options."""
    return "\n\n".join(
        command_section(name, command, language) for name, command in commands().items()
    )


def command_section(name: str, command: Callable[..., Any], language: str) -> str:
    """One command."""
    text = inspect.getdoc(command) or ""
    example = re.search(r"^Example: (.*)$", text, re.MULTILINE)
    parts = [f"### {name}", in_language(text.partition("\n\n")[0], language)]
    if example:
        parts.append(f"```sh\n{example[1]}\n```")
    rows = [row(parameter, language) for parameter in parameters(command)]
    if rows:
        head = ("参数", "作用", "默认") if language == "zh" else ("option", "does", "default")
        parts.append(table(head, rows))
    return "\n\n".join(parts)


def row(parameter: Parameter, language: str) -> tuple[str, str, str]:
    """A parameter: how it is written, what it does, and its default."""
    written = " ".join(f"`{name}`" for name in parameter.names)
    does = [in_language(parameter.help, language), *(f"`{value}`" for value in parameter.choices)]
    default = ""
    if parameter.required:
        default = "必填" if language == "zh" else "required"
    elif parameter.default not in (None, "") and not parameter.flag:
        default = f"`{parameter.default}`"
    return written, " ".join(does).strip(), default


# ---- fields -------------------------------------------------------------------------------------
def fields_block(language: str) -> str:
    """Every class of the record with its fields."""
    return "\n\n".join(
        class_section(name, found, language) for name, found in ordered(json_schema())
    )


def ordered(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The definitions of a schema, each after the one that first names it."""
    seen: set[str] = set()
    waiting = [schema["$ref"]]
    while waiting:
        name = waiting.pop(0).rpartition("/")[2]
        if name not in seen:
            seen.add(name)
            yield name, schema["$defs"][name]
            waiting += re.findall(r"#/\$defs/\w+", json.dumps(schema["$defs"][name]))


def class_section(name: str, found: dict[str, Any], language: str) -> str:
    """One class: its fields, their kinds, and what they mean."""
    known = words("fields.toml").get(name, {})
    if set(known) != set(found["properties"]):
        odd = sorted(set(known) ^ set(found["properties"]))
        raise SystemExit(f"docs/fields.toml: [{name}] and the schema differ in {', '.join(odd)}")
    at = LANGUAGES.index(language)
    head = ("字段", "类型", "含义") if language == "zh" else ("field", "type", "means")
    rows = [(f"`{f}`", kind_of(k), known[f][at]) for f, k in found["properties"].items()]
    return f"### {name}\n\n{table(head, rows)}"


def kind_of(found: dict[str, Any]) -> str:
    """The kind of a value in few words."""
    if "$ref" in found:
        name = found["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in found:
        return " ".join(f"`{value}`" for value in found["enum"])
    if "anyOf" in found:
        return " / ".join(kind_of(kind) for kind in found["anyOf"])
    if "prefixItems" in found:
        return "[" + ", ".join(kind_of(kind) for kind in found["prefixItems"]) + "]"
    if found["type"] == "array":
        return f"{kind_of(found['items'])} …"
    return str(found["type"])


# ---- settings -----------------------------------------------------------------------------------
def settings_block(language: str) -> str:
    """Every table of textmine.toml with its settings."""
    stages = typing.get_type_hints(Settings)
    return "\n\n".join(stage_section(name, kind, language) for name, kind in stages.items())


def stage_section(stage: str, kind: type, language: str) -> str:
    """One table: what each setting does, and its default."""
    known = words("settings.toml").get(stage, {})
    defaults = {name: value for name, value in asdict(kind()).items() if name not in UNSET}
    if set(known) != set(defaults):
        odd = sorted(set(known) ^ set(defaults))
        raise SystemExit(f"docs/settings.toml: [{stage}] and the class differ in {', '.join(odd)}")
    at = LANGUAGES.index(language)
    head = ("设置", "作用", "默认") if at == 0 else ("setting", "does", "default")
    rows = [(f"`{name}`", known[name][at], default_of(value)) for name, value in defaults.items()]
    return f"### [{stage}]\n\n{table(head, rows)}"


def default_of(value: Any) -> str:
    """A default as TOML writes it; nothing for one that is empty."""
    if value in (None, "", ()):
        return ""
    counted = type(value) is int
    return f"`{value:_}`" if counted else f"`{json.dumps(value)}`"


# ---- scores -------------------------------------------------------------------------------------
def scores_block(language: str) -> str:
    """The scores of the shipped model, by split and by pattern."""
    scores = json.loads(SCORES.read_text(encoding="utf-8"))
    zh = language == "zh"
    names = {"held back": "留出的题目"} if zh else {}
    splits = {"held back": scores, **scores["by_writer"]}
    head = (
        ("样本", "宏 F1", "微 F1", "首个模式", "校准误差", "做法数")
        if zh
        else (
            "split",
            "macro F1",
            "micro F1",
            "first label right",
            "calibration error",
            "practices",
        )
    )
    keys = ("macro_f1", "micro_f1", "top", "calibration_error", "n")
    rows = [(names.get(n, n), *(f"{split[key]:g}" for key in keys)) for n, split in splits.items()]
    head_of_patterns = (
        ("模式", "F1", "准确率", "召回率", "阈值", "做法数")
        if zh
        else ("pattern", "F1", "precision", "recall", "threshold", "practices")
    )
    keys = ("f1", "precision", "recall", "threshold", "n")
    patterns = [
        (f"`{code}`", *(f"{found[key]:g}" for key in keys))
        for code, found in scores["patterns"].items()
    ]
    single = [
        ("是不是做法，F1" if zh else "practice or not, F1", f"{scores['practice_f1']:g}"),
        ("子类，F1" if zh else "subtypes, F1", f"{scores['subtypes_f1']:g}"),
        ("语料段落数" if zh else "passages of the corpus", f"{scores['corpus']['examples']:,}"),
        ("语料做法数" if zh else "practices of the corpus", f"{scores['corpus']['practices']:,}"),
    ]
    confusions = [
        (f"`{c['right']}`", f"`{c['taken_for']}`", str(c["n"])) for c in scores["confusions"]
    ]
    return "\n\n".join(
        [
            table(head, rows),
            table(("分数", "值") if zh else ("figure", "value"), single),
            table(head_of_patterns, patterns),
            table(("应为", "误作", "次数") if zh else ("right", "taken for", "times"), confusions),
        ]
    )


def floors_block(language: str) -> str:
    """The floors of whole exports against gold, where they are kept."""
    scores = json.loads(SCORES.read_text(encoding="utf-8"))
    floors = scores.get("exports", {})
    zh = language == "zh"
    if not floors:
        return "（这一版没有记录。）" if zh else "(None are kept in this version.)"
    figures = sorted({name for found in floors.values() for name in found})
    rows = [
        (f"`{name}`", *(f"{f[name]:g}" if name in f else "" for f in floors.values()))
        for name in figures
    ]
    return table((("分数" if zh else "figure"), *floors), rows)


# ---- examples -----------------------------------------------------------------------------------
EXAMPLES = {
    "documents": ("文件", "documents"),
    "articles": ("文章", "articles"),
    "practices": ("做法", "practices"),
    "metrics": ("指标", "metrics"),
    "cases": ("案例", "cases"),
    "search": ("“流动党员”，安徽，2013 年：做法", "流动党员 in 安徽, 2013: practices"),
    "indicator": ("“纯收入”（--all）：数值", "纯收入 (--all): values"),
    "levels": ("其中水平值（--levels）", "of them levels (--levels)"),
}


def examples_block(language: str) -> str:
    """What the commands of the tutorial find in the demo reports."""
    found = json.loads((DOCS / "examples.json").read_text(encoding="utf-8"))
    at = LANGUAGES.index(language)
    rows = [(says[at], f"{found[name]:,}") for name, says in EXAMPLES.items()]
    return table((("演示材料里", "个数"), ("in the demo reports", "n"))[at], rows)


def measured_block(language: str) -> str:
    """How good the demo reports come out."""
    found = json.loads((DOCS / "examples.json").read_text(encoding="utf-8"))["scores"]
    head = ("分数", "演示材料") if language == "zh" else ("figure", "demo reports")
    return table(head, [(f"`{name}`", f"{value:.1f}") for name, value in found.items()])


# ---- pages --------------------------------------------------------------------------------------
BLOCKS: dict[str, Callable[[str], str]] = {
    "commands": commands_block,
    "fields": fields_block,
    "settings": settings_block,
    "scores": scores_block,
    "floors": floors_block,
    "examples": examples_block,
    "measured": measured_block,
}


def pages() -> list[Path]:
    """Every page."""
    return sorted(DOCS.glob("*.md"))


def with_blocks(page: Path) -> str:
    """A page with its made parts as they should be."""
    language = "en" if page.name.endswith(".en.md") else "zh"
    text = page.read_text(encoding="utf-8")
    for name, make in BLOCKS.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if pattern.search(text):
            block = make(language)
            text = pattern.sub(lambda m, block=block: f"{m[1]}{block}\n{m[2]}", text)
    return text


if __name__ == "__main__":
    for page in pages():
        page.write_text(with_blocks(page), encoding="utf-8")
    for text in sorted(MISSING):
        print(f"textmine/cli/help.toml has no Chinese for: {text}")
