"""OpenWeb's export API of the second generation, as "Export comments v2" documents it.

`developers.openweb.com/docs/export-comments` and `/export-comments-v2`, the list and the abort from
the vendor's OpenAPI; in production on api-exporter.openweb.com. The texts disagree about the
longest range and the rows of a file, and say nothing about more than one export at a time; all
three follow the settings. Of the columns only content, dislikes_count, id and label_id are known,
and that all are in alphabetical order; the rest is our guess.
"""
