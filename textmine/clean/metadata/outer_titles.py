"""Titles that the name of a file, a page or a line of particulars gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.clean.lines import squash
from textmine.clean.metadata.titles import SPACE, kept_space

FILE_SUFFIX = re.compile(
    r"(?<!\s)\s*\.(?:docx?|pdf|pptx?|xlsx?|wps|rtf|txt|zip|rar|html?)(?:vip|免费|全文)?\s*$",
    re.IGNORECASE,
)
PAGE_SUFFIX = re.compile(r"_第\d+页\s*$")
# (共五则范文): how many texts a library's page holds, of which this is one
SEVERAL = re.compile(r"[(（](?:共|精选)[\d一二三四五六七八九十多]{1,3}[则篇](?:范文)?[)）]$")
# [视频]某县城乡联建
KIND_OF_PAGE = re.compile(r"^[\[【](?:视频|图文|组图|图集|图|转载|原创|推荐|专题)[\]】]")
LINK = re.compile(r"[\[【](?:编辑|复制链接|复制本帖地址)[\]】]$")
SITE_SUFFIX = re.compile(
    r"(?<![\s])\s*[-_|—–]{1,2}(?![^-_|—–]*(?:打造|搭建|构建|建[强立起成好]|织|筑牢|推动|助力|引领))\s*"
    r"(?:(?<![-—–][-—–])[^-_|—–]{2,20}(?:网|平台|新闻|党建)"
    r"|[^-_|—–]{1,20}(?:(?:[新民华息建]|[新要]闻)网|文库|文档|频道|在线|门户|客户端|日报|论文网?))\s*$"
)
# "…的里程碑_播报": the column of a site
COLUMN_BEHIND = re.compile(
    r"_(?:(?:今日|每日|实时|最新|环球|全球|当前|世界|天天)?(?:播报|快讯|快报|资讯|要闻|新闻|焦点|热点|热讯|速递|速看|头条"
    r"|视点|观察|动态|报道|详情|信息|关注|微头条|热资讯)|[今每]日(?:看点|报)?)$"
)
FILE_WORDS = re.compile(
    r"(?:\(\d+\)|（\d+）|[\s_-]{0,9}(?:(?<![a-z])(?:word|docx?|pdf){1,2}|完整版|最终版|定稿|打印版"
    r"|(?:(?<=[\s_a-z-])|(?<=总结|报告|汇报|方案|计划|材料|讲话|范文|体会|整版|终版|印版|定稿))(?:最新|精品)){1,6})$",
    re.IGNORECASE,
)
# 标题:某县党员联户的实践
TITLE_LABEL = re.compile(r"^(?:标题|题名|信息名称|文件名称)[:：](.{6,90})$")


def tidy_title(text: str) -> str | None:
    """A title from a file's name or a page's: without suffix, site and spaces that mean nothing."""
    text = FILE_SUFFIX.sub("", PAGE_SUFFIX.sub("", text))
    text = COLUMN_BEHIND.sub("", SITE_SUFFIX.sub("", text.strip()))
    text = SEVERAL.sub("", FILE_WORDS.sub("", text))
    text = SPACE.sub(kept_space, LINK.sub("", text).strip())
    text = KIND_OF_PAGE.sub("", text)
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    return text or None


def labelled_titles(notes: Sequence[str]) -> list[str]:
    """The titles that lines of particulars name."""
    found = (TITLE_LABEL.match(squash(note)) for note in notes)
    return [match[1] for match in found if match]
