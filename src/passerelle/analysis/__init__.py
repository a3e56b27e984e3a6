"""Columns or statements in, figures and tables out."""
