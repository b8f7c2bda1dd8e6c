"""Text decoded wrongly before it was saved is mended; what is clean or lost is left alone."""

import pytest

from textmine.acquire.mojibake import mend
from textmine.aligned import AlignedText

HANS = "青禾镇推行“支部+合作社”，二〇一二年新建果蔬大棚36座，农户年均增收1200元。"
HANT = "竹溪鄉公所與農會合作，民國104年輔導青年返鄉務農，計畫經費新臺幣350萬元。"


def read_as_gbk(text: str) -> str:
    """As Windows shows UTF-8 that it takes for GBK; a character cut in two becomes U+FFFD."""
    data, out, at = text.encode(), "", 0
    while at < len(data):
        width = 1 if data[at] <= 0x80 else 2
        piece = data[at : at + width]
        out += "€" if piece == b"\x80" else piece.decode("gbk", errors="replace")
        at += width
    return out


MOJIBAKE = [
    ("党建工作：服务群众，", read_as_gbk("党建工作：服务群众，")),
    ("全县建成基层站点", read_as_gbk("全县建成基层站点")),
    ("（一）着力巩固成", read_as_gbk("（一）着力巩固成")),
    ("各位代表!", read_as_gbk("各位代表!")),
    ("中国共产党", "中国共产党".encode("gbk").decode("latin-1")),
    ("乡村振兴战略", "乡村振兴战略".encode().decode("latin-1")),
]


@pytest.mark.parametrize(("text", "garbled"), MOJIBAKE)
def test_mojibake_is_mended(text, garbled):
    mended = mend(AlignedText.of("前言\n" + garbled + "\n后记"))
    assert mended.text.text == "前言\n" + text + "\n后记"
    assert mended.text.source_span(3, 3 + len(text)) == (3, 3 + len(garbled))
    assert [warning.split(":")[0] for warning in mended.warnings] == ["mojibake"]


def test_mended_characters_keep_their_places():
    garbled = read_as_gbk("村企联建")
    mended = mend(AlignedText.of(garbled)).text
    assert [mended.source_span(at, at + 2) for at in (0, 2)] == [(0, 3), (3, 6)]


def test_what_is_lost_is_flagged_not_guessed():
    garbled = read_as_gbk("各位代表") + "\n锟斤拷锟斤拷"
    assert mend(AlignedText.of(garbled)).warnings[-1] == "mojibake: 2 places cannot be restored"


CLEAN = [
    HANS,
    HANT,
    "××县××镇××村，电话××××××××",
    "目录…………3  前言····························5",
    "鎮公所採購電鍍鏡框與銀幣，鄉鎮銜接錦標",
    "構(gòu)建城鄉(xiāng)統(tǒng)籌",
    "锛子是木工的工具；涓涓细流，鏖战正酣",
    "Ångström, naïveté, ÄÖÜ, Größe",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text):
    assert mend(AlignedText.of(text)).text == AlignedText.of(text)
