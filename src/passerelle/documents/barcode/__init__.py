"""Signed barcodes: French 2D-Doc, ICAO visible digital seals and VDS-NC, from what a scanner read."""
