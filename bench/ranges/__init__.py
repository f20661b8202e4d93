"""Exports of a range of dates against a plain script."""
