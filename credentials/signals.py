"""What credentials tells the rooms above it, which it does not know."""

from django.dispatch import Signal

# Sent with `connection` after a key was stored that its test did not refuse.
key_replaced = Signal()
