"""Asking in a conversation: an editor for SPARQL on the terminal, and what is typed there answered.

Modules, from the lowest: ``vocabulary`` (classes and properties with their labels), ``place`` (what could stand at the
cursor), ``offers`` (what completes it), ``schema`` and ``answers`` (a query or a command, answered in lines),
``colours`` and ``editor`` (prompt_toolkit: completion, history, keys), ``session`` (the loop). Nothing here writes to
the terminal but the editor; lines go to the ``Screen`` that the caller hands over.
"""

from __future__ import annotations
