"""User activity: what one person wrote, of any length, made from the person's id when read."""
