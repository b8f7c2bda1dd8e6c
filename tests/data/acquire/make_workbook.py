"""Makes the Excel 97 workbook beside it: python tests/data/acquire/make_workbook.py (with xlwt)."""

import datetime
from pathlib import Path

import xlwt

HERE = Path(__file__).parent / "office"
DAY = xlwt.easyxf(num_format_str="YYYY-MM-DD")

book = xlwt.Workbook(encoding="utf-8")
book.add_sheet("说明").write(0, 0, "本表由各乡镇填报")
sheet = book.add_sheet("内部资料")
for at, name in enumerate(("编号", "标题", "正文", "发布日期")):
    sheet.write(0, at, name)
rows = (
    (1, "联建", "青禾镇建立联合党委，\n覆盖十二村。", datetime.date(2012, 3, 1)),
    (2, "链建", "白石乡把支部建在茶叶链上。", "2013年"),
)
for number, row in enumerate(rows, 1):
    for at, value in enumerate(row):
        style = DAY if isinstance(value, datetime.date) else xlwt.Style.default_style
        sheet.write(number, at, value, style)
book.save(HERE / "11-workbook.xls")
