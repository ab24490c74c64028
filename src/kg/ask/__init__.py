"""Questions with names: a catalogue of queries, asked with parameters and answered in words.

Modules, from the lowest: ``catalogue`` (the files), ``answering`` (rows, and what they rest on), ``statements`` (what a
row tells), ``support`` (its passages, and the grounds of what is inferred), ``sheet`` (rows as texts), ``briefing``
(all questions at once) and ``paper`` (it as a text).
"""

from __future__ import annotations

from kg.ask.answering import Reply, Row, asked, bindings, reply, terms_of
from kg.ask.catalogue import Parameter, Question, choose, load

__all__ = ["Parameter", "Question", "Reply", "Row", "asked", "bindings", "choose", "load", "reply", "terms_of"]
