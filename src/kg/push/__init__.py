"""The graph put into a server: aside first, compared there, and only then in the place of what was.

From the lowest: ``places`` (where a server takes graphs and updates), ``digest`` (whether two graphs say the same),
``lines`` (a graph as a file to send), ``sending``, ``pushing``.
"""

from __future__ import annotations

from kg.push.places import Places, places
from kg.push.pushing import Pushed, push

__all__ = ["Places", "Pushed", "places", "push"]
