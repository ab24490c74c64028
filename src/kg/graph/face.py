"""The graph as an object: every question that can be put to it is a method."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.graph.answers import Picture, Sheet, Table, Told
from kg.query.worker import Limits, confined
from kg.terms import Iri, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import polars as pl

    from kg.find import Hit
    from kg.path import Way
    from kg.project import Project
    from kg.show import Card
    from kg.store.snapshot import Snapshot
    from kg.why import Proof


class Graph:
    """One snapshot of the graph, opened for reading.

    Attributes:
        project: where its files lie.
        snapshot: what was built, by digest and date.
        lang: the language of labels and texts.
    """

    def __init__(self, project: Project, snapshot: Snapshot, lang: str = "zh") -> None:
        self.project = project
        self.snapshot = snapshot
        self.lang = lang

    def __repr__(self) -> str:
        return f"<Graph {self.snapshot.manifest.digest[:16]} of {self.snapshot.manifest.asserted:,} statements>"

    def query(
        self,
        text: str,
        *,
        asserted: bool = False,
        graphs: Sequence[str] = (),
        limits: Limits | None = None,
        most: int | None = None,
        **bindings: Term | str | float,
    ) -> Table | Told[Triple] | bool:
        """The answer to a SPARQL 1.1 query: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or a truth value.

        Args:
            text: the query; the project's prefixes need no declaration.
            asserted: leave out what was inferred.
            graphs: slugs of graphs to ask alone.
            limits: of time and memory; 30 seconds and 2 GB by default.
            most: at most so many rows.
            bindings: terms for variables: a ``Term``, a number, or what ``-p name=value`` takes.

        Raises:
            QueryError: it does not parse, or names what there is not; the text points there.
            TimeLimit, ResourceLimit: it took too long, or too much memory.
        """
        from kg.graph.asking import evaluated
        from kg.query.job import Job
        from kg.query.values import read

        terms = {
            name: given if isinstance(given, Term) else read(str(given), self.resolve)
            for name, given in bindings.items()
        }
        job = Job(text, bindings=terms, graphs=tuple(graphs), asserted=asserted, most=most)
        return confined(partial(evaluated, self.snapshot, job), limits)

    def ask(self, question: str, *, limits: Limits | None = None, **parameters: str) -> Sheet:
        """The answer to a question of the catalogue, with labels, and what each row rests on.

        Args:
            question: its slug, the beginning of it, or its number.
            limits: as for ``query``.
            parameters: any names of entities; else the question's defaults.

        Raises:
            UnknownName: no such question, parameter or entity.
        """
        from kg.graph.asking import answered

        return confined(partial(answered, self.snapshot, self.project, question, parameters, self.lang), limits)

    def find(self, name: str, *, limit: int = 20) -> list[Hit]:
        """The entities with a name like this, the likeliest first: Chinese, English, pinyin, initials, codes."""
        from kg.find import search

        return search(self.snapshot.names, name, limit=limit)

    def resolve(self, name: str | Iri) -> Iri:
        """The one entity of this name, CURIE or IRI.

        Raises:
            UnknownName, AmbiguousName: none is named so, or several are.
        """
        from kg.find import resolve

        return name if isinstance(name, Iri) else resolve(self.snapshot.names, name)

    def label(self, entity: str | Iri) -> str:
        """The entity's label in the graph's language, else in the other, else its CURIE."""
        from kg.find import label

        return label(self.snapshot.names, self.resolve(entity), self.lang)

    def show(self, entity: str | Iri) -> Told[Card]:
        """The card of an entity: one ``Card``, told as ``kg show`` does."""
        from kg.show import card, page

        found = card(self.snapshot.engine, self.resolve(entity), lang=self.lang, project=self.project)
        return Told((found,), "\n".join("".join(span.text for span in line) for line in page(found)))

    def why(  # noqa: PLR0913 - a statement has three terms, and each option a default
        self,
        subject: str | Iri,
        predicate: str | Iri,
        value: str | Term,
        *,
        every: bool = False,
        most: int = 10,
        steps: int = 200,
    ) -> Told[Proof]:
        """The shortest proof of a statement, told as ``kg why`` does; empty where the graph does not say so.

        Args:
            subject: an IRI, a CURIE or any name.
            predicate: likewise; ``a`` is rdf:type.
            value: likewise, a literal, or a literal's text.
            every: proofs that rest on different grounds, the shortest first, at most ``most``.
            most: see ``every``.
            steps: only proofs of at most so many steps.
        """
        from kg.graph.proving import proved

        asked = (subject, predicate, value)
        return proved(self.snapshot, self.project, asked, lang=self.lang, most=most if every else 0, steps=steps)

    def path(
        self,
        one: str | Iri,
        other: str | Iri,
        *,
        most: int | None = None,
        asserted: bool = False,
        every: bool = False,
    ) -> Told[Way]:
        """The shortest ways between two entities, hop by hop with evidence; empty where there is none.

        Args:
            one: where the ways begin.
            other: where they end.
            most: at most so many hops.
            asserted: leave out what was inferred.
            every: all ways that are as short as the shortest.
        """
        from kg.path import Map, lines

        found = Map(self.snapshot.engine, (self.resolve(one), self.resolve(other)), lang=self.lang, asserted=asserted)
        ways = found.ways(most=most, every=every)
        return Told(tuple(ways), "\n\n".join("\n".join(lines(way, self.lang)) for way in ways))

    def view(  # noqa: PLR0913 - an argument an option of kg view
        self,
        about: str | Iri | None = None,
        *,
        hops: int = 2,
        types: Sequence[str] = (),
        programmes: Sequence[str | Iri] = (),
        path: tuple[str | Iri, str | Iri] | None = None,
        query: str | None = None,
        limit: int | None = None,
        layout: str = "auto",
        title: str | None = None,
        theme: str = "auto",
    ) -> Picture:
        """A page to look around in: the whole graph by programme, or what all of the arguments choose.

        Args:
            about: an entity to stand in the middle.
            hops: how far around ``about`` the page reaches.
            types: only entities of these classes.
            programmes: only these, and what belongs to them.
            path: only the shortest connections of two entities.
            query: only what it finds: the triples of a CONSTRUCT, the IRIs of a SELECT.
            limit: at most so many entities, the best connected.
            layout: ``auto``, ``columns`` of programmes, ``free``, or an ``overview`` of groups to open.
            title: the heading.
            theme: ``auto`` after the reader's system, ``light`` or ``dark``.

        Raises:
            InputError: nothing is chosen, or it does not suit the layout.
            NothingToAnswer: nothing connects the two entities.
        """
        from kg.find import kind_named
        from kg.graph.asking import drawn
        from kg.view import Selection, page

        nodes, links = (None, None) if query is None else drawn(self.query(query))
        selection = Selection(
            about=None if about is None else self.resolve(about),
            hops=hops,
            classes=frozenset(kind_named(self.snapshot.names, name) for name in types),
            programmes=frozenset(map(self.resolve, programmes)),
            nodes=nodes,
            links=links,
            ends=path and (self.resolve(path[0]), self.resolve(path[1])),
            limit=limit,
            layout=layout,
            theme=theme,
        )
        made = page(self.snapshot, selection, lang=self.lang, title=title, project=self.project)
        if not made.shown:
            raise InputError("nothing to draw: the selection holds no entity of the graph")
        return Picture(made.html, made.shown)

    def to_networkx(self, *, asserted: bool = False) -> nx.MultiDiGraph:
        """All entities and the statements between them, for networkx.

        Nodes are CURIEs with the attribute ``label``; an edge's key is the property's CURIE, and its attribute
        ``inferred`` is whether no source asserts it.

        Args:
            asserted: leave out what was inferred.
        """
        from kg.graph.asking import network

        return network(self.snapshot, self.lang, asserted=asserted)

    def to_polars(self, *, asserted: bool = False) -> pl.DataFrame:
        """Every statement as a row, once for each graph that holds it, for polars; ``asserted`` leaves out inferences.

        IRIs are CURIEs, with a label each, and literals are texts; the rows of a query have numbers and dates as such.

        Raises:
            InputError: polars is not installed.
        """
        from kg.graph.frames import statements

        return statements(self.snapshot, lang=self.lang, asserted=asserted)
