"""How place names are read where a dictionary of words reads them otherwise.

Readings are those of the official romanisations of place names, as on maps (GB/T 2260 for divisions), each with its
tone as a digit. Characters that are read in one way in nearly all names have that reading by themselves.
"""

from __future__ import annotations

from typing import Final

_READINGS: Final = """
阿坝 a1 ba4|巴彦淖尔 ba1 yan4 nao4 er3|蚌埠 beng4 bu4|柏乡 bai3 xiang1|百色 bai3 se4|北碚 bei3 bei4
亳州 bo2 zhou1|长葛 chang2 ge3|长乐 chang2 le4|长清 chang2 qing1|长治 chang2 zhi4|长子县 zhang3 zi3 xian4
朝阳 chao2 yang2|称多 chen4 duo1|茌平 chi2 ping2|大城县 dai4 cheng2 xian4|大埔 da4 bu4|大栅栏 da4 shi2 lan4
儋州 dan1 zhou1|砀山 dang4 shan1|宕昌 tan4 chang1|磴口 deng4 kou3|东阿 dong1 e1|东莞 dong1 guan3|都安 du1 an1
都昌 du1 chang1|都江堰 du1 jiang1 yan4|都兰 du1 lan2|都匀 du1 yun2|繁峙 fan2 shi4|番禺 pan1 yu2|丰都 feng1 du1
藁城 gao3 cheng2|邗江 han2 jiang1|洪洞 hong2 tong2|浒墅关 xu3 shu4 guan1|浒湾 xu3 wan1|鄠邑 hu4 yi4|华山 hua4 shan1
华阴 hua4 yin1|华州 hua4 zhou1|珲春 hun2 chun1|稷山 ji4 shan1|监利 jian4 li4|尖扎 jian1 zha1|井陉 jing3 xing2
鄄城 juan4 cheng2|筠连 jun1 lian2|阆中 lang4 zhong1|乐亭 lao4 ting2|乐陵 lao4 ling2|乐清 yue4 qing1|乐都 le4 du1
乐山 le4 shan1|丽水 li2 shui3|临朐 lin2 qu2|临汾 lin2 fen2|六安 lu4 an1|六合区 lu4 he2 qu1
六枝 lu4 zhi1|甪直 lu4 zhi2|洛浦 luo4 pu3|蒙自 meng2 zi4|弥勒 mi2 le4|汨罗 mi4 luo2|泌阳 bi4 yang2|渑池 mian3 chi2
牟定 mou2 ding4|牟平 mu4 ping2|穆棱 mu4 ling2|囊谦 nang2 qian1|宁蒗 ning2 lang4|郫都 pi2 du1
鄱阳 po2 yang2|莆田 pu2 tian2|濮阳 pu2 yang2|綦江 qi2 jiang1|蕲春 qi2 chun1|铅山 yan2 shan1|犍为 qian2 wei2
邛崃 qiong2 lai2|曲阜 qu1 fu4|任丘 ren2 qiu1|任县 ren2 xian4
任泽 ren2 ze2|莎车 sha1 che1|单县 shan4 xian4|歙县 she4 xian4|莘县 shen1 xian4|莘庄 xin1 zhuang1|嵊州 sheng4 zhou1
什邡 shi2 fang1|绥棱 sui2 ling2|台州 tai1 zhou1|天台 tian1 tai1|尉犁 yu4 li2|蔚县 yu4 xian4|涡阳 guo1 yang2
吴堡 wu2 bu3|婺源 wu4 yuan2|厦门 xia4 men2|猇亭 xiao1 ting2|解州 hai4 zhou1|新都 xin1 du1
荥阳 xing2 yang2|荥经 ying2 jing1|行唐 xing2 tang2|盱眙 xu1 yi2|浚县 xun4 xian4|兖州 yan3 zhou1|黟县 yi1 xian4
鄞州 yin2 zhou1|攸县 you1 xian4|玉溪 yu4 xi1|栎阳 yue4 yang2|柞水 zha4 shui3|中牟 zhong1 mu4|秭归 zi3 gui1
枞阳 zong1 yang2|柘城 zhe4 cheng2|柘荣 zhe4 rong2|诸暨 zhu1 ji4|会稽 kuai4 ji1|于都 yu2 du1|宜都 yi2 du1
"""

# In names: the capital of dū, not dōu "all"; cháng "long", where no word says zhǎng.
CHARACTERS: Final = {"都": "du1", "长": "chang2", "朝": "chao2", "地": "di4"}


def place_readings() -> dict[str, tuple[str, ...]]:
    """From a place name to its syllables.

    >>> place_readings()["六安"]
    ('lu4', 'an1')
    """
    entries = (entry.split() for line in _READINGS.split("\n") for entry in line.split("|") if entry)
    return {name: tuple(syllables) for name, *syllables in entries}
