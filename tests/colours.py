"""Colours as others see them: colour blindness by Machado, Oliveira and Fernandes (2009), distances in CIELAB."""

from __future__ import annotations

import math
from typing import Final

Triple = tuple[float, float, float]

# Severity 1.0, on linear RGB: https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
SIGHTS: Final[dict[str, tuple[Triple, Triple, Triple]]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: Final = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE: Final = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Triple:
    """``#rrggbb`` as linear RGB from 0 to 1, by IEC 61966-2-1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def seen(colour: str, sight: str) -> Triple:
    """A colour in CIELAB as an eye of this sight has it."""
    rgb = [min(1.0, max(0.0, part)) for part in _times(SIGHTS[sight], linear(colour))]
    x, y, z = (_bent(part / white) for part, white in zip(_times(_XYZ, rgb), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, sight: str) -> float:
    """How far two colours are from each other: CIE 1976, where 2 can just be told apart side by side."""
    pairs = zip(seen(one, sight), seen(other, sight), strict=True)
    return math.sqrt(sum((a - b) ** 2 for a, b in pairs))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, by WCAG 2.2 (its section on contrast-ratio)."""
    light, dark = sorted(
        (sum(w * p for w, p in zip(_XYZ[1], linear(c), strict=True)) for c in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def _times(rows: tuple[Triple, Triple, Triple], column: Triple | list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, column, strict=True)) for row in rows]


def _bent(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
