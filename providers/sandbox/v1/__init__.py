"""OpenWeb's export API of the first generation, as "Export OpenWeb comments" documents it.

`developers.openweb.com/docs/export-openweb-comments`: an export by date range (POST, then GET of
its status, then the files behind signed links); `articles/routes.py` has the events of one article.
What the page leaves open (error answers, one link or a list, the zone of times) follows the
settings.
"""
