"""A knowledge graph of China's national pilot programmes, every answer of which leads to its words."""

__version__ = "0.1.0"
