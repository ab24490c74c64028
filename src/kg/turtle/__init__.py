"""Turtle in and out: errors that help, one canonical text for one graph, formatting that keeps comments."""
