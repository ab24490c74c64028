"""A made-up nation in our ontology; from the lowest: labels, blocks, places, pilots."""
