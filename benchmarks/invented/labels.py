"""Names made up by composition, in Chinese and English, the same for the same number."""

from __future__ import annotations

from typing import Final

# A character of place and trade names, and how it is romanised in English labels.
_ROMANISED: Final = """
安=an 宝=bao 北=bei 昌=chang 城=cheng 川=chuan 大=da 德=de 东=dong 丰=feng 福=fu
高=gao 光=guang 桂=gui 海=hai 汉=han 河=he 和=he 红=hong 湖=hu 华=hua 黄=huang
吉=ji 嘉=jia 建=jian 江=jiang 金=jin 晶=jing 康=kang 兰=lan 乐=le 丽=li 联=lian
林=lin 柳=liu 龙=long 鲁=lu 洛=luo 马=ma 梅=mei 明=ming 南=nan 宁=ning 平=ping
青=qing 清=qing 泉=quan 仁=ren 日=ri 荣=rong 瑞=rui 三=san 沙=sha 山=shan 上=shang
石=shi 双=shuang 水=shui 泰=tai 天=tian 通=tong 万=wan 文=wen 武=wu 西=xi 祥=xiang
新=xin 兴=xing 阳=yang 义=yi 永=yong 玉=yu 源=yuan 云=yun
"""
STEMS: Final = [(pair[0], pair[2:]) for pair in _ROMANISED.split()]

# The first two digits of the division code (GB/T 2260) and the name of each province, as they are.
_PROVINCES: Final = """
11=北京市=Beijing 12=天津市=Tianjin 13=河北省=Hebei 14=山西省=Shanxi 15=内蒙古自治区=Inner_Mongolia
21=辽宁省=Liaoning 22=吉林省=Jilin 23=黑龙江省=Heilongjiang 31=上海市=Shanghai 32=江苏省=Jiangsu 33=浙江省=Zhejiang
34=安徽省=Anhui 35=福建省=Fujian 36=江西省=Jiangxi 37=山东省=Shandong 41=河南省=Henan 42=湖北省=Hubei 43=湖南省=Hunan
44=广东省=Guangdong 45=广西壮族自治区=Guangxi 46=海南省=Hainan 50=重庆市=Chongqing 51=四川省=Sichuan 52=贵州省=Guizhou
53=云南省=Yunnan 54=西藏自治区=Tibet 61=陕西省=Shaanxi 62=甘肃省=Gansu 63=青海省=Qinghai 64=宁夏回族自治区=Ningxia
65=新疆维吾尔自治区=Xinjiang
"""
PROVINCES: Final = [tuple(entry.replace("_", " ").split("=")) for entry in _PROVINCES.split()]

TRADES: Final = (
    ("新能源科技有限公司", "New Energy Technology Co., Ltd."),
    ("光伏股份有限公司", "Photovoltaics Co., Ltd."),
    ("物流有限公司", "Logistics Co., Ltd."),
    ("锂业集团有限公司", "Lithium Group Co., Ltd."),
    ("装备制造有限公司", "Equipment Manufacturing Co., Ltd."),
)
_FIELDS: Final = (
    ("绿色制造", "green manufacturing"),
    ("智慧物流", "smart logistics"),
    ("数字乡村", "digital villages"),
    ("清洁能源", "clean energy"),
    ("生态修复", "ecosystem restoration"),
    ("社区养老", "community care"),
    ("城市更新", "urban renewal"),
    ("气候适应", "climate adaptation"),
    ("普惠金融", "inclusive finance"),
    ("职业教育", "vocational education"),
    ("海绵城市", "sponge cities"),
    ("现代商贸", "modern trade"),
)
_FORMS: Final = (
    ("试点", "pilot"),
    ("示范区", "demonstration zones"),
    ("先行区", "pioneer zones"),
    ("创新中心", "innovation centres"),
    ("重点名单", "priority list"),
)
FIELDS: Final = len(_FIELDS) * len(_FORMS)


def stem(number: int) -> tuple[str, str]:
    """Two characters and their romanisation; the same for numbers that are equal modulo the count of all pairs."""
    size = len(STEMS)
    first, second = STEMS[number % size], STEMS[number // size % size]
    return first[0] + second[0], (first[1] + second[1]).capitalize()


def programme(number: int) -> tuple[str, str]:
    """The name of a programme; there are ``FIELDS``, and then further phases of them.

    >>> programme(60)
    ('国家绿色制造试点（第2期）', 'National green manufacturing pilot, phase 2')
    """
    phase, which = divmod(number, FIELDS)
    (field_zh, field_en), (form_zh, form_en) = _FIELDS[which % len(_FIELDS)], _FORMS[which // len(_FIELDS)]
    zh, en = (f"（第{phase + 1}期）", f", phase {phase + 1}") if phase else ("", "")
    return f"国家{field_zh}{form_zh}{zh}", f"National {field_en} {form_en}{en}"


def body(number: int) -> tuple[str, str]:
    """The name of a ministry."""
    zh, en = _FIELDS[number % len(_FIELDS)]
    return f"国家{zh}局", f"National {en.capitalize()} Administration"
