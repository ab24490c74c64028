"""``kg path``: how two entities are connected, in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import complete, options
from kg.errors import InputError, NothingToAnswer

if TYPE_CHECKING:
    from kg.path import Nearby

_EXAMPLES: Final = """\b
  kg path 晶科能源 财政部              any two names
  kg path 药水河 水利部 --asserted     by what sources assert alone
  kg path 西宁 天合光能 --max 3        at most three hops
  kg path 百色 毕节 --all-shortest -f json"""

_NONE: Final = {
    "zh": "没有来源把{one}与{other}联系起来",
    "en": "no source connects {one} with {other}",
}
_WITHIN: Final = {"zh": "（{most} 步以内）", "en": " within {most} hop{s}"}
_LONGER: Final = {"zh": "最短的联系有 {n} 步：--max {n}", "en": "the shortest connection has {n} hop{s}: --max {n}"}
_BY_RULE: Final = {
    "zh": "算上推得的联系则有 {n} 步的：不加 --asserted",
    "en": "with what rules conclude there is one of {n} hop{s}: leave out --asserted",
}
_NEAR: Final = {"zh": "离{one}最近的：{near}", "en": "nearest to {one}: {near}"}
_ALONE: Final = {"zh": "{one}与任何实体都没有联系", "en": "{one} is linked with nothing"}


@click.command(short_help="Tell how two entities are connected.", epilog=_EXAMPLES)
@click.argument("one", shell_complete=lambda context, _parameter, value: complete.entities(context, value))
@click.argument("other", shell_complete=lambda context, _parameter, value: complete.entities(context, value))
@click.option("--max", "most", metavar="N", type=click.IntRange(1), help="At most this many hops.")
@click.option("--asserted", is_flag=True, help="Leave out what was inferred.")
@click.option("--all-shortest", "every", is_flag=True, help="All connections that are as short as the shortest.")
@options.language
@options.output_format("text", "json")
@options.output
def command(
    one: str,
    other: str,
    most: int | None,
    lang: str,
    chosen: str | None,
    output: Path | None,
    *,
    asserted: bool,
    every: bool,
) -> None:
    """Tell how two entities are connected.

    The shortest connection, hop by hop, each with what it rests on. Short means few hops, and none through what
    everything is linked with, such as a year, a country or a big city: passing through a node costs the logarithm of
    its links. No way leads through passages, claims, identifiers, sources or concepts. Where there is no connection,
    the exit code is 1, and what is nearest is told.
    """
    from kg.find import resolve
    from kg.names import compact
    from kg.path import MOST_WAYS, Map, as_json, lines

    form = options.decide_format(chosen, output, {".txt": "text", ".json": "json"}, "text")
    snapshot = options.snapshot(options.located())
    ends = (resolve(snapshot.names, one), resolve(snapshot.names, other))
    if ends[0] == ends[1]:
        raise InputError(f"'{one}' and '{other}' both name {compact(ends[0])}; name two entities")
    found = Map(snapshot.engine, ends, lang=lang, asserted=asserted)
    ways = found.ways(most=most, every=every)
    if not ways:
        raise NothingToAnswer(_nothing(found.nearby(most=most), most, lang))
    if form == "json":
        content = json.dumps([as_json(way) for way in ways], ensure_ascii=False, indent=1) + "\n"
    else:
        content = "\n".join("".join(f"{line}\n" for line in lines(way, lang)) for way in ways)
    options.write([content.encode()], output)
    if len(ways) == MOST_WAYS:
        click.echo(f"kg: only the first {MOST_WAYS} connections of equal length", err=True)


def _nothing(nearby: Nearby, most: int | None, lang: str) -> str:
    """That there is no connection, and what there is instead."""
    (one, _), (other, _) = nearby.near
    told = [
        _NONE[lang].format(one=one, other=other) + (_WITHIN[lang].format(most=most, s=_plural(most)) if most else "")
    ]
    if nearby.longer is not None:
        told.append(_LONGER[lang].format(n=nearby.longer, s=_plural(nearby.longer)))
    if nearby.by_rule is not None:
        told.append(_BY_RULE[lang].format(n=nearby.by_rule, s=_plural(nearby.by_rule)))
    between = "、" if lang == "zh" else ", "
    for name, near in nearby.near:
        told.append((_NEAR if near else _ALONE)[lang].format(one=name, near=between.join(near)))
    return "\n".join(told)


def _plural(number: int) -> str:
    return "" if number == 1 else "s"
