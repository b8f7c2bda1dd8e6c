"""Words of a list apart from the same characters inside other words, as parts of expressions.

等 closes examples in "面包、糕点等产品", not in 一等奖, 高等院校 or 等级; 和, 及 and 与 join two
things in "班子和机构", not in 和美, 普及 or 参与.
"""

from __future__ import annotations

# 水平|等, 合同|等 close a list though 平等 and 同等 are words.
AND_SO_ON = (
    "等(?:(?<=[水公和太]平等|[合协共]同等|[结核比应校]对等|[网线以路岸]上等|[初高集其期居]中等|[提拔]高等|人均等"
    "|[评推]优等|[独奇]特等|[码龙源]头等|[统唯]一等)"
    "|(?<![平同对初中上高均优劣特头下相一二三四五六七八九十甲乙丙丁]等))"
    "(?!级|次|额|值|候|待|份|距|于|温|外品|位(?!置)|效(?!果|益|率|能)|高(?=线|对接)|同(?=于)|比例|量(?=置换|替代|交换|减量))"
)
AND = (
    "(?:和(?<![祥谐共饱温柔调缓总平]和)(?![美谐睦解气]|平(?!安|台|等)|合(?!作|同|力)|顺(?!序)|乐(?!园))"
    "|及(?<![普涉惠触波顾危以]及)(?![时格早])"
    "|与(?<![参赠给]与)(?!会|时俱))"
)
