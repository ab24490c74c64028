"""What the page itself says, in both languages."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"zh": "国家试点图谱", "en": "National pilot programmes"},
    "search": {"zh": "查找名称(按 / 键)", "en": "Find a name (press /)"},
    "view-graph": {"zh": "图谱", "en": "Graph"},
    "view-table": {"zh": "表格", "en": "Table"},
    "view-timeline": {"zh": "时间线", "en": "Timeline"},
    "by-programme": {"zh": "全部试点计划", "en": "All programmes"},
    "by-issuer": {"zh": "全部发文机构", "en": "All issuers"},
    "by-district": {"zh": "全部地区", "en": "All districts"},
    "path": {"zh": "路径,{} 步", "en": "Path, steps: {}"},
    "path-from": {"zh": "从这里找路径", "en": "Path from here"},
    "path-to": {"zh": "请选另一端…", "en": "Choose the other end…"},
    "no-path": {"zh": "两者之间没有路径。", "en": "No path joins the two."},
    "column-name": {"zh": "名称", "en": "Name"},
    "column-other": {"zh": "英文名称", "en": "Chinese name"},
    "column-type": {"zh": "类", "en": "Class"},
    "column-date": {"zh": "时间", "en": "Date"},
    "column-value": {"zh": "数值", "en": "Value"},
    "column-links": {"zh": "关系数", "en": "Links"},
    "column-evidence": {"zh": "依据数", "en": "Passages"},
    "column-id": {"zh": "标识", "en": "Identifier"},
    "rows": {"zh": "{} 行", "en": "Rows: {}"},
    "copy": {"zh": "复制", "en": "Copy"},
    "copied": {"zh": "已复制", "en": "Copied"},
    "not-copied": {"zh": "浏览器不许复制", "en": "The browser forbids it"},
    "save": {"zh": "下载 CSV", "en": "Download CSV"},
    "no-dates": {"zh": "所选之中没有带时间的内容。", "en": "Nothing chosen has a date."},
    "export": {"zh": "导出", "en": "Export"},
    "export-png": {"zh": "图片 (PNG)", "en": "Picture (PNG)"},
    "export-turtle": {"zh": "所示图谱 (Turtle)", "en": "Shown graph (Turtle)"},
    "export-csv": {"zh": "所示关系 (CSV)", "en": "Shown links (CSV)"},
    "link-from": {"zh": "起点", "en": "From"},
    "link-from-name": {"zh": "起点名称", "en": "From, name"},
    "link-property": {"zh": "属性", "en": "Property"},
    "link-property-name": {"zh": "属性名称", "en": "Property, name"},
    "link-to": {"zh": "终点", "en": "To"},
    "link-to-name": {"zh": "终点名称", "en": "To, name"},
    "link-standing": {"zh": "由来", "en": "Standing"},
    "fit": {"zh": "看全图", "en": "Fit"},
    "other": {"zh": "English", "en": "中文"},
    "close": {"zh": "关闭", "en": "Close"},
    "values": {"zh": "记载", "en": "Recorded"},
    "of": {"zh": "{} ←", "en": "{} ←"},
    "inferred": {"zh": "推理", "en": "inferred"},
    "asserted": {"zh": "来源所述", "en": "from a source"},
    "link": {"zh": "关系", "en": "Link"},
    "about-link": {"zh": "这条关系:{}", "en": "About this link: {}"},
    "basis-claim": {"zh": "来源就此关系所说。", "en": "What a source says of this very link."},
    "basis-shared": {"zh": "两端共有的出处。", "en": "What both ends share."},
    "basis-subject": {
        "zh": "一端的出处;没有单就此关系的记录。",
        "en": "Evidence of one end, none of the link alone.",
    },
    "basis-object": {
        "zh": "一端的出处;没有单就此关系的记录。",
        "en": "Evidence of one end, none of the link alone.",
    },
    "evidence": {"zh": "依据", "en": "Evidence"},
    "none": {"zh": "没有来源说明", "en": "No source says so"},
    "paragraph": {"zh": "第 {} 段", "en": "paragraph {}"},
    "quote": {"zh": "“{}”", "en": "“{}”"},
    "nothing": {"zh": "没有这个名称", "en": "Nothing by that name"},
    "graph": {"zh": "图谱:方向键移动,加减键缩放", "en": "Graph: arrow keys move, plus and minus zoom"},
    "made": {
        "zh": "虚线为推理所得,点线为推定或据语境。kg {version} 生成,快照 {digest};本页不访问网络。",
        "en": (
            "Dashed links are inferred by rule, dotted ones by the editor or from context. "
            "Made by kg {version} from snapshot {digest}; this page uses no network."
        ),
    },
    "noscript": {"zh": "本页需要 JavaScript。", "en": "This page needs JavaScript."},
}

# What a panel calls the annotations that another vocabulary defines.
SKOS: Final[dict[str, dict[str, str]]] = {
    "skos:altLabel": {"zh": "别名", "en": "also called"},
    "skos:definition": {"zh": "定义", "en": "definition"},
    "skos:scopeNote": {"zh": "说明", "en": "note"},
}
