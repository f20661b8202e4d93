from tests.exports.conftest import ana, site, vendor

__all__ = ["ana", "site", "vendor"]
