"""The forty invented firms of the county, with credit codes that are well formed and nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jianfu.demo.county import COUNTY, COUNTY_CODE

_NAMES = (
    "恒源机械", "丰泽食品", "永兴建材", "宏达纺织", "瑞丰包装", "金禾粮油", "锦程印刷", "远航物流", "天工五金", "绿野茶业",
    "盛世家具", "明光电器", "华昌化工", "青峰竹木", "兴隆铸造", "佳美服饰", "东升塑料", "利民药业", "安泰电缆", "长河水泥",
    "福满楼餐饮", "顺达汽修", "德信工艺", "新禾农机", "广益玻璃", "百川水处理", "同心门窗", "宝来玩具", "祥云酒业", "嘉禾饲料",
    "通衢运输", "万顺混凝土", "巨力起重", "春晖制衣", "立信模具", "海通冷链", "云岭旅游", "大地苗木", "正阳新能源", "广源建设集团",
)  # fmt: skip
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@dataclass(frozen=True)
class Firm:
    """A firm: its code in the register, its full name, its credit code."""

    code: str
    name: str
    credit_code: str

    @property
    def called(self) -> str:
        """The name without the county before it, as people write it in cells."""
        return self.name.removeprefix(COUNTY)


def _credit_code(number: int) -> str:
    """A code of eighteen characters whose last one checks; its body is made up."""
    body = f"91{COUNTY_CODE}MAQH{number:04d}{_ALPHABET[number % 31]}"
    total = sum(w * _ALPHABET.index(c) for w, c in zip(_WEIGHTS, body, strict=True))
    return body + _ALPHABET[-total % 31]


FIRMS = tuple(
    Firm(f"{COUNTY_CODE}-F{n:02d}", f"{COUNTY}{name}有限公司", _credit_code(n))
    for n, name in enumerate(_NAMES, 1)
)


def firm(number: int) -> Firm:
    """The firm with this number, from 1."""
    return FIRMS[number - 1]


def county_mark(norm: str, zh: str, en: str, **figure: object) -> dict[str, Any]:
    """The county's own figure on a norm about firms, as a pack holds it."""
    return {"norm": f"enterprise/{norm}", **figure, "restated": {"zh": zh, "en": en}}
