"""Waiting for many exports against a sleeping task each."""
