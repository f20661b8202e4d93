"""Exports of an article's history against a plain script."""
