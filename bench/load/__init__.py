"""The whole product with many people at its pages, slow downloads and exports at the same time."""
