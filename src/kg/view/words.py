"""What the page itself says, in both languages."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"zh": "国家试点图谱", "en": "National pilot programmes"},
    "search": {"zh": "查找名称(按 / 键)", "en": "Find a name (press /)"},
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
        "en": "Evidence of one end; none is recorded for the link alone.",
    },
    "basis-object": {
        "zh": "一端的出处;没有单就此关系的记录。",
        "en": "Evidence of one end; none is recorded for the link alone.",
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
