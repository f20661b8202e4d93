"""Our fetch loop against curl."""
