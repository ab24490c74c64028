"""The rules of OWL 2 RL/RDF as data, and what they come to for an ontology.

Modules from the lowest: ``patterns`` (what a rule is made of), one for each table of the specification, ``book`` (all
rules), ``lists`` (the lists of axioms), ``index`` (finds the axioms that fill a premise), ``specialise`` (rules with
their axioms filled in), ``wording`` (both as people read them). Adding a rule touches the module of its table alone.
"""

from __future__ import annotations

from kg.rules.book import BOOK, named
from kg.rules.index import is_axiom
from kg.rules.patterns import Atom, Rule, Variable
from kg.rules.specialise import Choice, Special, specialise, unfilled

__all__ = ["BOOK", "Atom", "Choice", "Rule", "Special", "Variable", "is_axiom", "named", "specialise", "unfilled"]
