"""The catalogue of questions: queries in files, each with its words, parameters and columns in its header.

``NN-slug.rq`` opens with comment lines ``# key: value``:

    # zh: the question in Chinese
    # en: the question in English
    # param: name = default | words in zh | words in en      a variable of the query, and its value where none is given
    # column: name = heading in zh | heading in en           a variable of the SELECT
    # answered: no                                           no source in the graph answers it yet

``NN-slug.nearby.rq`` beside it, with columns of its own, is asked where the question has no answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kg.errors import AmbiguousName, InputError, UnknownName
from kg.query.tokens import tokenize, variables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NAME: Final = re.compile(r"([0-9]{2})-([a-z0-9-]+)")
_HEADER: Final = re.compile(r"#\s*([A-Za-z]+)\s*:\s*(.*?)\s*")
_PARAMETER: Final = re.compile(r"(\w+)\s*=\s*(.+?)\s*\|\s*([^|]+?)\s*\|\s*([^|]+)")
_COLUMN: Final = re.compile(r"(\w+)\s*=\s*([^|]+?)\s*\|\s*([^|]+)")
_KEYS: Final = ("zh", "en", "param", "column", "answered")
NEARBY: Final = ".nearby.rq"

# The variable that stands for the language of labels, bound without being a parameter.
LANGUAGE: Final = "lang"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Chinese and in English."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The words in this language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the asker may set; ``default`` is written as a user would write it."""

    name: str
    default: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue.

    Attributes:
        number: two digits that order the catalogue.
        slug: its name.
        words: the question itself; of a nearby query, which needs none, maybe empty.
        parameters: in the order of the header.
        columns: headings by variable.
        answered: whether the graph is expected to answer.
        name: how messages call the file.
        text: the query, header included.
        nearby: what to ask where there is no answer.
    """

    number: str
    slug: str
    words: Words
    parameters: tuple[Parameter, ...]
    columns: dict[str, Words]
    answered: bool
    name: str
    text: str
    nearby: Question | None = None


@dataclass(slots=True)
class _Header:
    """What the header lines have said so far."""

    words: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: dict[str, Words] = field(default_factory=dict)
    answered: bool = True


def load(folder: Path) -> list[Question]:
    """The questions of a folder, by number.

    Raises:
        InputError: the folder has none, a file is not named ``NN-slug.rq``, two share a number or slug, or a header is
            wrong; the text says file and line.
    """
    questions = []
    for path in sorted(folder.glob("*.rq")):
        if not path.name.endswith(NEARBY):
            beside = path.with_name(path.stem + NEARBY)
            question = _read(path, path.stem)
            if beside.is_file():
                nearby = _read(beside, path.stem)
                question = replace(question, nearby=replace(nearby, columns={**question.columns, **nearby.columns}))
            questions.append(question)
    if not questions:
        raise InputError(f"{folder}: no questions here; they are files named NN-slug.rq")
    for what in ("number", "slug"):
        seen: dict[str, Question] = {}
        for question in questions:
            other = seen.setdefault(getattr(question, what), question)
            if other is not question:
                raise InputError(f"{question.name}: {other.name} has the same {what}; rename one of them")
    return questions


def read(text: str, *, name: str, stem: str) -> Question:
    """The question that a file's text spells.

    Args:
        text: of the file.
        name: how messages call it; a nearby query, which needs no words, ends in ``NEARBY``.
        stem: ``NN-slug``.

    Raises:
        InputError: the stem or a header line is wrong, or names no variable of the query.
    """
    named = _NAME.fullmatch(stem)
    if not named:
        raise InputError(f"{name}: name the file NN-slug.rq, with two digits and a slug of a-z, 0-9 and -")
    known = variables(tokenize(text))
    header = _Header()
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.startswith("#"):
            break
        _read_line(header, line, known, where=f"{name}:{number}")
    if not name.endswith(NEARBY):
        for lang in ("zh", "en"):
            if lang not in header.words:
                raise InputError(f"{name}:1: no question in {lang}; begin the file with '# {lang}: ...'")
    return Question(
        number=named[1],
        slug=named[2],
        words=Words(header.words.get("zh", ""), header.words.get("en", "")),
        parameters=tuple(header.parameters.values()),
        columns=header.columns,
        answered=header.answered,
        name=name,
        text=text,
    )


def choose(questions: Sequence[Question], sought: str) -> Question:
    """The one question that a slug, the beginning of one, or a number names.

    Raises:
        AmbiguousName: several slugs begin so; the text lists them.
        UnknownName: none does; the text offers the nearest.
    """
    number = sought.rjust(2, "0")
    for question in questions:
        if sought == question.slug or number == question.number:
            return question
    begun = [question for question in questions if question.slug.startswith(sought)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise AmbiguousName(f"'{sought}' begins several questions: {', '.join(question.slug for question in begun)}")
    import difflib

    near = difflib.get_close_matches(sought, [question.slug for question in questions], n=3)
    parts = [question.slug for question in questions if sought in question.slug]
    meant = list(dict.fromkeys([*near, *parts]))
    hint = f"did you mean {', '.join(meant)}?" if meant else "'kg ask' lists the questions"
    raise UnknownName(f"no question '{sought}'; {hint}")


def _read_line(header: _Header, line: str, known: Sequence[str], *, where: str) -> None:
    """Add what one line of a header says; a comment without a key says nothing.

    Raises:
        InputError: the key is unknown or given twice, or its value is malformed.
    """
    match = _HEADER.fullmatch(line)
    if not match:
        return
    key, value = match.groups()
    if key not in _KEYS:
        raise InputError(f"{where}: unknown key '{key}' in the header; the keys are {', '.join(_KEYS)}")
    if key in {"zh", "en"}:
        if key in header.words or not value:
            raise InputError(f"{where}: the question in {key} is {'given twice' if value else 'empty'}; give it once")
        header.words[key] = value
    elif key == "answered":
        if value not in {"yes", "no"}:
            raise InputError(f"{where}: 'answered' is yes or no, not '{value}'")
        header.answered = value == "yes"
    else:
        _read_variable(header, key, value, known, where=where)


def _read_variable(header: _Header, key: str, value: str, known: Sequence[str], *, where: str) -> None:
    """Add a parameter or a column.

    Raises:
        InputError: it is malformed, comes twice, or the query has no such variable.
    """
    match = (_PARAMETER if key == "param" else _COLUMN).fullmatch(value)
    if not match:
        form = "name = default | zh | en" if key == "param" else "name = zh | en"
        raise InputError(f"{where}: '{value}' is not of the form '# {key}: {form}'")
    name, *rest = match.groups()
    if name not in known:
        raise InputError(f"{where}: the query has no variable '{name}'; it has {', '.join(known)}")
    if name in (header.parameters if key == "param" else header.columns):
        raise InputError(f"{where}: {key} '{name}' is given twice; give it once")
    if key == "param":
        header.parameters[name] = Parameter(name, rest[0], Words(rest[1], rest[2]))
    else:
        header.columns[name] = Words(rest[0], rest[1])


def _read(path: Path, stem: str) -> Question:
    """The question in a file, which messages call by its folder and name."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return read(path.read_text(encoding="utf-8"), name=name, stem=stem)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8; save it as UTF-8") from error
