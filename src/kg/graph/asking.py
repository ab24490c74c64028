"""What the Python face asks of a snapshot, as plain values that travel between processes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.ask import choose, load, reply, sheet, terms_of
from kg.ask.support import supports
from kg.errors import InputError
from kg.evidence import INFERRED
from kg.graph.answers import Sheet, Table, Told
from kg.names import compact, expand, is_entity, looks_like_iri
from kg.query import evaluate, graphs_named, prepare
from kg.store.answer import Boolean, Rows
from kg.terms import Iri, Triple
from kg.turtle.write import turtle
from kg.why.grounds import Grounding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from kg.ask import Reply
    from kg.project import Project
    from kg.query.job import Job
    from kg.store.engine import Engine
    from kg.store.snapshot import Snapshot


def evaluated(snapshot: Snapshot, job: Job) -> Table | Told[Triple] | bool:
    """The answer to a query, read to the end or to the job's bound; the job's format says nothing here.

    Raises:
        QueryError: see ``kg.query.run``.
    """
    chosen = graphs_named(snapshot.engine, job.graphs, asserted=job.asserted)
    answer = evaluate(snapshot, prepare(job.text, bindings=job.bindings), graphs=chosen)
    if isinstance(answer.result, Boolean):
        return answer.result.value
    if isinstance(answer.result, Rows):
        names = answer.result.variables
        result, cut = (answer.result, False) if job.most is None else answer.result.first(job.most)
        return Table(names, tuple(result), cut, answer.warnings)
    triples = set(answer.result)
    kept = tuple(sorted(triples, key=lambda triple: tuple(map(str, triple))))[: job.most]
    return Told(kept, turtle(kept, prefixes=answer.prefixes))


def answered(snapshot: Snapshot, project: Project, slug: str, given: Mapping[str, str], lang: str) -> Sheet:
    """The answer to a question of the catalogue, or what is known nearby.

    Raises:
        UnknownName: no such question, parameter or entity.
    """
    question = choose(load(project.questions), slug)
    values = terms_of(snapshot.names, question, given)
    found = _sheet(snapshot, project, reply(snapshot, question, values, lang=lang), lang)
    if found.rows or not question.nearby:
        return found
    beside = _sheet(snapshot, project, reply(snapshot, question.nearby, values, lang=lang), lang)
    return replace(found, nearby=replace(beside, question=found.question) if beside.rows else None)


def network(snapshot: Snapshot, lang: str, *, asserted: bool) -> nx.MultiDiGraph:
    """All entities and the statements between them; see ``kg.graph.Graph.to_networkx``."""
    from kg.find import labels
    from kg.network import multigraph

    stated, concluded = links(snapshot.engine)
    whole = multigraph(stated, () if asserted else concluded)
    iris = {expand(node) if looks_like_iri(node) else Iri(node.strip("<>")) for node in whole}
    for iri, words in labels(snapshot.names, iris, lang).items():
        whole.nodes[compact(iri)]["label"] = words
    return whole


def links(engine: Engine) -> tuple[set[Triple], set[Triple]]:
    """The statements between two entities: those that some source asserts, and those that only rules give."""
    asserted: set[Triple] = set()
    inferred: set[Triple] = set()
    for quad in engine.quads():
        ends = (quad.subject, quad.object)
        if all(isinstance(end, Iri) and is_entity(end) for end in ends):
            (inferred if quad.graph == INFERRED else asserted).add(quad.triple)
    return asserted, inferred - asserted


def _sheet(snapshot: Snapshot, project: Project, found: Reply, lang: str) -> Sheet:
    rows = tuple(map(tuple, sheet.cells(found, snapshot.names, lang)))
    prove = Grounding(snapshot, lang=lang, project=project).of
    support = tuple(supports(snapshot.engine, project, found, prove=prove))
    return Sheet(found.question.words.of(lang), tuple(sheet.headings(found, lang)), rows, support)


def drawn(found: Table | Told[Triple] | bool) -> tuple[frozenset[Iri], frozenset[Triple] | None]:  # noqa: FBT001 - an answer
    """The nodes that a query found, and the links if it made its own.

    Raises:
        InputError: it was an ASK.
    """
    if isinstance(found, bool):
        raise InputError("an ASK finds nothing to draw; write a SELECT or a CONSTRUCT")
    if isinstance(found, Table):
        return frozenset(term for row in found for term in row if isinstance(term, Iri)), None
    return frozenset(node for s, _, o in found for node in (s, o) if isinstance(node, Iri)), frozenset(found)
