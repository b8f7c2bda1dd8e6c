"""The component: candidates in, labelled practices out."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from tests.passages import candidate, tags_of
from textmine import resources
from textmine.errors import ResourceError, SettingsError
from textmine.extract.candidates import CandidatePractice
from textmine.label.folders import digest_of
from textmine.label.loading import load_model
from textmine.label.model import SUREST, PracticeLabeller, make_labels
from textmine.label.taxonomy import read_taxonomy

DOING = "二是村企联建。把五个茶村和一家茶厂的党组织合到一起，成立联合党总支，厂里包收购。"
CHATTER = "让我们更加紧密地团结起来，为夺取新的更大胜利而努力奋斗！"


@pytest.fixture(scope="module")
def labeller() -> PracticeLabeller:
    return PracticeLabeller(load_model("patterns"))


def marked(blank: Language, text: str, *candidates: CandidatePractice) -> Doc:
    component = make_labels(blank, "labels", "patterns", None)
    doc = blank.make_doc(text)
    doc._.candidates = candidates
    return component(doc)


def test_a_practice_keeps_what_was_found_and_gets_labels(blank: Language) -> None:
    text = "前言。\n" + DOING
    doc = marked(blank, text, candidate(4, len(text)))
    (practice,) = doc._.practices
    assert (practice.start, practice.end, practice.name) == (4, len(text), "村企联建")
    assert practice.patterns[0].code == "joint_build"
    assert "village_enterprise" in practice.subtypes
    assert 0.5 < practice.score <= 1
    spans = practice.patterns[0].evidence
    assert spans
    assert all(4 <= start < end <= len(text) for start, end in spans)
    assert "联" in "".join(text[start:end] for start, end in spans)


def test_what_is_no_practice_is_dropped(blank: Language) -> None:
    text = DOING + CHATTER
    cut = len(DOING)
    doc = marked(blank, text, candidate(0, cut), candidate(cut, len(text), role="other"))
    assert [practice.end for practice in doc._.practices] == [cut]


def test_no_candidates_no_practices(blank: Language) -> None:
    assert marked(blank, "全文没有做法。")._.practices == ()


@pytest.mark.parametrize("text", ["组织活动。", "某某同志。", "抓好落实;", "做到了这一点。"])
def test_a_practice_is_never_without_a_pattern(labeller: PracticeLabeller, text: str) -> None:
    tags = tags_of(labeller, text)
    assert 1 <= len(tags.patterns) <= 3
    scores = [label.score for label in tags.patterns]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("三是强村带弱村。安排八个经济强村与邻近的薄弱村结成对子，合建党总支。", "joint_build"),
        ("依托柑橘合作社建立党支部，党员带头试种新品种，统一销售。", "industry_chain"),
        ("在外出务工人员集中的东莞设立流动党员党支部，凭证参加活动。", "migrant_management"),
        ("对规模以上民营企业逐户摸排，符合条件的单独组建党组织。", "coverage_extension"),
        ("组织在职党员到居住地社区报到，认领微心愿，年底由社区反馈单位。", "dual_registration"),
        ("为没有职务的党员设岗定责，设政策宣传、治安巡逻等岗位，由党员认领。", "functional_groups"),
        ("从机关选派三十名年轻干部到后进村担任第一书记，任期两年。", "cadre_talent"),
        ("实行党员积分管理，把参加学习和组织生活的情况按季打分公示。", "member_education"),
        ("在村里设便民服务站，群众要办的证件由代办员统一跑腿。", "public_service"),
        ("村里的大事由村民代表会议投票表决，结果张榜公示。", "democratic_governance"),
        ("春节前走访慰问困难党员和老党员，设立党内关爱基金。", "care_support"),
        ("把党建工作经费列入财政预算，新建村级活动场所十二处。", "resource_guarantee"),
        ("签订目标责任书，半年督查、年终考核，结果与评先挂钩。", "responsibility_system"),
    ],
)
def test_plain_cases_of_every_pattern(labeller: PracticeLabeller, text: str, code: str) -> None:
    tags = tags_of(labeller, text)
    assert tags.patterns[0].code == code


def test_no_probability_is_said_to_be_certain(labeller: PracticeLabeller) -> None:
    """A passage about nothing but migrants' branches."""
    tags = tags_of(labeller, "在外出流动党员集中的地方建立流动党员党支部，" * 6)
    assert [(label.code, label.score) for label in tags.patterns][:1] == [
        ("migrant_management", SUREST)
    ]


def test_another_taxonomy_may_leave_patterns_out(tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    path.write_text(
        '[[patterns]]\ncode = "joint_build"\n[[patterns]]\ncode = "care_support"\n', "utf-8"
    )
    labeller = PracticeLabeller(load_model("patterns"), read_taxonomy(path))
    tags = tags_of(labeller, "把党建经费列入财政预算。")
    assert {label.code for label in tags.patterns} <= {"joint_build", "care_support"}


def test_a_taxonomy_that_the_model_does_not_know_is_refused() -> None:
    taxonomy = read_taxonomy(resources.find("corpora/governance/taxonomy.toml"))
    with pytest.raises(SettingsError, match="textmine train"):
        PracticeLabeller(load_model("patterns"), taxonomy)


def test_digest_is_of_the_content(tmp_path: Path) -> None:
    folder = resources.find("models/patterns")
    for name in ("model.npz", "vocabulary.txt", "taxonomy.toml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    assert digest_of(str(tmp_path)) == digest_of("patterns")
    assert len(digest_of("patterns")) == 8
    (tmp_path / "vocabulary.txt").write_text("村", encoding="utf-8")
    assert digest_of(str(tmp_path)) != digest_of("patterns")


@pytest.mark.parametrize("name", ["no-such-model", "no/such/folder"])
def test_an_unknown_model_says_so(name: str) -> None:
    with pytest.raises(ResourceError):
        digest_of(name)


@pytest.mark.parametrize(
    ("codes", "probability", "found"),
    [
        (("joint_build", "public_service"), 0.5, ("village_enterprise",)),
        (("public_service", "joint_build"), 0.5, ()),
        (("public_service", "joint_build"), 0.95, ("village_enterprise",)),
        (("public_service",), 0.95, ()),
    ],
)
def test_subtypes_of_a_further_pattern_must_be_sure(
    labeller: PracticeLabeller, codes: tuple[str, ...], probability: float, found: tuple[str, ...]
) -> None:
    own = [0.0] * len(labeller.model.subtype_codes)
    own[labeller.model.subtype_codes.index("village_enterprise")] = probability
    assert labeller._subtypes(own, codes) == found
