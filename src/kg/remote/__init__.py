"""The graph on a server: an engine behind the face of ``kg.store`` that asks a SPARQL 1.1 endpoint over HTTP.

From the lowest: ``address`` (an endpoint's URL, and who asks), ``exchange`` (a request and its response), ``client``
(HTTP, the one user of httpx), ``solutions`` (results read as they come), ``asking`` (a query and its whole answer),
``dialect`` (what Virtuoso understands otherwise), ``held`` (statements kept in memory), ``engine``, ``endpoint`` (the
graph as commands open it).
"""
