"""Exports at a sandbox, as the tests of exports have them."""

from tests.exports.conftest import ana, any_site, export, site, vendor

__all__ = ["ana", "any_site", "export", "site", "vendor"]
