"""Makes the office files beside it: DOCX by hand, and DOC and PDF of them with LibreOffice.

    python tests/data/acquire/make_office.py

Each report below is a list of parts; `said` is the text that a reader sees, a paragraph a line.
"""

import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent / "office"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
</Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
DOC_RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
</Relationships>"""
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="Plain heading"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""


def level(number, kind, text, start=1):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%2)")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{level(0, "chineseCounting", "%1、")}{level(1, "chineseCounting", "（%2）")}{level(2, "decimal", "%3．")}</w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="multilevel"/>{level(0, "decimalEnclosedCircle", "%1")}{level(1, "decimal", "%1.%2")}</w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:multiLevelType w:val="multilevel"/>{level(0, "chineseCounting", "第%1条")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


class Report:
    """A document that is being put together: its XML and what it says."""

    def __init__(self):
        self.xml, self.said, self.notes = [], [], []

    def run(self, text, properties=""):
        return (
            f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        )

    def raw(self, xml, *said, properties=""):
        self.xml.append(f"<w:p><w:pPr>{properties}</w:pPr>{xml}</w:p>")
        self.said.extend(said)
        return self

    def p(self, text, properties=""):
        return self.raw(self.run(text), text, properties=properties)

    def numbered(self, text, shown, number, level=0):
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return self.raw(self.run(text), shown + text, properties=properties)

    def styled(self, text, shown, style):
        return self.raw(self.run(text), shown + text, properties=f'<w:pStyle w:val="{style}"/>')

    def table(self, *rows):
        cells = lambda row: "".join(  # noqa: E731
            f'<w:tc><w:tcPr><w:tcW w:w="2800" w:type="dxa"/></w:tcPr><w:p>{self.run(c)}</w:p></w:tc>'
            for c in row
        )
        body = "".join(f"<w:tr>{cells(row)}</w:tr>" for row in rows)
        self.xml.append(f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{body}</w:tbl>')
        self.said.extend("\t".join(row) for row in rows)
        return self

    def note(self, before, note, after):
        number = len(self.notes) + 1
        self.notes.append(note)
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        return self.raw(
            self.run(before) + mark + self.run(after),
            f"{before}[{number}]{after}",
            f"[{number}] {note}",
        )

    def box(self, text, *boxed):
        inner = "".join(f"<w:p>{self.run(line)}</w:p>" for line in boxed)
        shape = (
            '<w:r><w:pict><v:shape type="#_x0000_t202" style="width:200pt;height:60pt">'
            f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        return self.raw(self.run(text) + shape, text, *boxed)

    def write(self, name):
        notes = "".join(
            f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>{self.run(text)}</w:p></w:footnote>'
            for n, text in enumerate(self.notes, 1)
        )
        extra = (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        )
        document = (
            f"<w:document {W} {R} {V}><w:body>{''.join(self.xml)}<w:sectPr/></w:body></w:document>"
        )
        parts = {
            "[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/_rels/document.xml.rels": DOC_RELS,
            "word/document.xml": document, "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING,
            "word/footnotes.xml": f"<w:footnotes {W}>{extra}{notes}</w:footnotes>",
        }  # fmt: skip
        with zipfile.ZipFile(HERE / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as file:
            for part, xml in parts.items():
                file.writestr(zipfile.ZipInfo(part), xml)
        (HERE / f"{name}.txt").write_text("\n".join(self.said), encoding="utf-8")


def field(instruction, result):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def main():
    HERE.mkdir(exist_ok=True)
    long = "各村支部书记轮流坐班，群众有事随到随办，办不了的由镇里包片干部领办，三天内给答复。"
    r = Report()
    r.p("溪口镇推行支部轮值的做法").p("溪口镇辖十七个行政村，2013年有党员912名。" + long * 2)
    r.p("一是排好班次。" + long).p(
        "二是公开台账。每月5日前张榜公布上月办结事项，2013年共办结1460件，群众满意率达到96.5%。"
    )
    r.write("01-plain")

    r = Report()
    r.styled("基本情况", "一、", "1").p("全县有合作社214家。").styled("主要做法", "二、", "1")
    r.styled("建强队伍", "（一）", "2").p("选派农技员36名驻村。").styled("健全机制", "（二）", "2")
    r.numbered("每季度召开一次联席会。", "1.", 1).numbered("每半年评议一次。", "2.", 1).numbered(
        "评议结果公开。", "a)", 1, 1
    )
    r.numbered("年终集中述职。", "3.", 1).styled("几点体会", "三、", "1").styled(
        "抓在经常", "（一）", "2"
    )
    r.numbered("从第五项说起。", "5.", 5).write("02-lists")

    r = Report()
    r.p("附表是三个乡镇的情况。").table(
        ("乡镇", "2011年产值（万元）", "2012年产值（万元）"),
        ("白石乡", "1320", "1708"),
        ("桃源镇", "2055.5", "2410"),
        ("河湾镇", "860", "1015"),
    )
    r.p("合计比上年增长20.7%。").table(
        ("负责单位", "任务"), ("县农业局", "培训1200人次"), ("县供销社", "建站18个")
    ).write("03-tables")

    r = Report()
    r.note("这一办法最早见于河湾镇", "河湾镇2008年第7号会议纪要。", "，后来推广到全县。")
    r.p("到2012年底，已有八成的村采用。").note(
        "群众称它为“连心账”", "当地方言，意为互相记挂。", "。"
    ).write("04-notes")

    r = Report()
    r.box("编者说明见右侧文本框。", "本期专栏由县委组织部供稿。", "联系电话在末页。").p(
        "正文从这里开始，介绍村企结对的三个环节。"
    ).write("05-boxes")

    r = Report()
    r.raw(
        r.run("详见")
        + field(' HYPERLINK "http://example.org/a" ', "县政府网站")
        + r.run("公布的名单，共42户。"),
        "详见县政府网站公布的名单，共42户。",
    )
    r.raw(
        '<w:hyperlink r:anchor="x">' + r.run("附件一") + "</w:hyperlink>" + r.run("略。"),
        "附件一略。",
    ).write("06-fields")

    r = Report()
    mark = 'w:id="9" w:author="x" w:date="2014-01-01T00:00:00Z"'
    r.raw(
        r.run("全镇共")
        + f"<w:ins {mark}>{r.run('新建')}</w:ins>"
        + f"<w:del {mark}><w:r><w:delText>拟建</w:delText></w:r></w:del>"
        + r.run("服务站28个。"),
        "全镇共新建服务站28个。",
    )
    r.raw(
        r.run("其中村级21个") + r.run("（内部数）", "<w:vanish/>") + r.run("，社区7个。"),
        "其中村级21个，社区7个。",
    ).write("07-changes")

    r = Report()
    r.p("竹山鄉公所與農會共同輔導青年返鄉，民國一〇四年成立產銷班12班，班員達286人。")
    r.p("该项目引入ISO 9001管理，e-Learning课程 “Smart Farm” 共40学时，人均费用￥350。").write(
        "08-scripts"
    )

    r = Report()
    r.numbered("产业合同率达到85%。", "①", 3).numbered("订单面积1.2万亩。", "②", 3).numbered(
        "分项说明。", "②.1 ", 3, 1
    )
    r.numbered("本办法适用于全县各村。", "第一条", 4).numbered(
        "本办法自印发之日起施行。", "第二条", 4
    )
    r.raw(
        r.run("第一行") + "<w:r><w:br/></w:r>" + r.run("第二行，同一段内换行。"),
        "第一行",
        "第二行，同一段内换行。",
    ).write("09-signs")

    r = Report()
    center = '<w:jc w:val="center"/>'
    r.p("中共平川县委文件", center).p("平发〔2014〕17号", center).p(
        "关于推进城乡支部结对的通知", center
    ).p("各乡镇党委，县直各单位：")
    for part in ("结对原则", "结对方式", "工作要求"):
        r.styled(part, {"结对原则": "一、", "结对方式": "二、", "工作要求": "三、"}[part], "1").p(
            long * 4
        )
    r.p("中共平川县委", '<w:jc w:val="right"/>').p("2014年4月9日", '<w:jc w:val="right"/>').write(
        "10-official"
    )

    names = [str(path) for path in sorted(HERE.glob("*.docx"))]
    for kind in ("doc", "pdf"):
        subprocess.run(
            ["soffice", "--headless", "--convert-to", kind, "--outdir", str(HERE), *names],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
