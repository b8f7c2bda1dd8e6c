"""Traditional → simplified: the library's output, by paragraph, with every character in place."""

import json
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.aligned import AlignedText
from textmine.chinese.script import is_traditional, simplify, to_simplified, used_characters

SHARED = Path(__file__).parents[2] / "shared" / "data" / "opencc" / "gsd_t2s_dev.jsonl"

PAIRS = [
    ("縣裡推動農村再生計畫,由社區發展協會執行。", "县里推动农村再生计划,由社区发展协会执行。"),
    ("民國104年度資訊素養課程開了12班。", "民国104年度资讯素养课程开了12班。"),
    ("合作社帶著農戶種茶,顯著增加收入。", "合作社带着农户种茶,显著增加收入。"),
    ("他編著的《鄉土誌》是一部名著。", "他编著的《乡土志》是一部名著。"),
    ("後山村的皇后梨乾果賣到乾隆年間的老街。", "后山村的皇后梨干果卖到乾隆年间的老街。"),
    ("答覆群眾來信,覆蓋全鄉。", "答复群众来信,覆盖全乡。"),
    ("理髮店主發展成黨員。", "理发店主发展成党员。"),
    ("荃灣區議會撥款,裏面設有着力長者服務的房間。", "荃湾区议会拨款,里面设有着力长者服务的房间。"),
    ("幹部問群眾:還缺什么?", "干部问群众:还缺什么?"),
    ("瞭解臺商需求,建立颱風預警。", "了解台商需求,建立台风预警。"),
    ("借鑒鄰鎮經驗,佈局冷鏈。", "借鉴邻镇经验,布局冷链。"),
    ("這里原是一個只有三戶的山村。", "这里原是一个只有三户的山村。"),
    ("衞生所檢查,敍述經過。", "卫生所检查,叙述经过。"),
    ("橋村86户,税款", "桥村86户,税款"),
]


@pytest.mark.parametrize(("traditional", "simplified"), PAIRS)
def test_to_simplified(traditional: str, simplified: str) -> None:
    assert to_simplified(AlignedText.of(traditional)).text == simplified


SIMPLIFIED = [
    "於家村党支部与乾县果农结成对子。",
    "县里请昇华公司、於潜镇和吒溪村三家座谈。",
    "2008年,全区共建立联合党支部37个。",
    "",
    "ABC 123",
]


@pytest.mark.parametrize("text", SIMPLIFIED)
def test_simplified_text_is_left_alone(text: str) -> None:
    assert to_simplified(AlignedText.of(text)) == AlignedText.of(text)


def test_mixed_page_is_converted_by_paragraph() -> None:
    page = AlignedText.of(
        "镇里办起党员电商服务站,帮助果农销售。\n臺灣農會總幹事來訪,談產銷班經驗。"
    )
    clean = to_simplified(page)
    assert clean.text.split("\n")[1] == "台湾农会总干事来访,谈产销班经验。"
    assert clean.source_span(20, 22) == (20, 22)


VERDICTS = [
    ("鄉鎮公所輔導農民", True),
    ("乡镇政府指导农民", False),
    ("自願", True),
    ("中共某某委", False),
    ("", False),
    ("他把臺字寫在乡镇党员活动室门口", False),
]


@pytest.mark.parametrize(("text", "traditional"), VERDICTS)
def test_is_traditional(text: str, traditional: bool) -> None:
    assert is_traditional(text) is traditional


SENTENCES = [
    "農業產業鏈上建起聯合黨委,帶動貧困戶增收。",
    "基層幹部要沉得下去,面向群眾,準備好幾個方案。",
    "鐘樓社區把閒置廠房闢為圖書館,晚間開放。",
    "衛生院與醫院結對,醫師每週輪值,藥品齊備。",
    "臺東縣池上鄉以稻米原產地認證打響品牌。",
    "區議會檢討小販政策,徵詢街坊意見。",
    "黨支部書記裴東耀說,工程於去年竣工,餘款結清。",
    "網格員逐戶登記,彙總後錄入系統。",
]


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_same_output_as_the_library(region: str) -> None:
    library = opencc.OpenCC(f"{region}2s")
    own = [simplify(text, region) for text in SENTENCES]  # type: ignore[arg-type]
    assert own == [library.convert(text) for text in SENTENCES]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs the development data")
def test_no_more_errors_than_the_library() -> None:
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    library = opencc.OpenCC("tw2s")
    own = sum(_errors(to_simplified(AlignedText.of(r["text"])).text, r["expected"]) for r in rows)
    theirs = sum(_errors(library.convert(r["text"]), r["expected"]) for r in rows)
    assert (len(rows), own <= theirs, theirs) == (500, True, 7)


def _errors(text: str, expected: str) -> int:
    pairs = zip(text, expected, strict=True)
    return sum(a != b for a, b in pairs if "\u4e00" <= b <= "\u9fff")


@given(st.text(alphabet="縣乡鎮農产業鏈党著着什么於后後干幹 ,。\n12a", max_size=60))
def test_conversion_keeps_places_and_is_stable(text: str) -> None:
    clean = to_simplified(AlignedText.of(text))
    assert len(clean) == len(text)
    assert clean.runs == AlignedText.of(text).runs
    assert to_simplified(clean) == clean


@pytest.mark.parametrize(
    "text", ["", "甲乙甲", "甲乙丙1a\n" * 2000, "甲𠮷\U0001f600" * 3000, "\ud800甲" * 4000]
)
def test_used_characters(text: str) -> None:
    assert used_characters(text) == set(text)
