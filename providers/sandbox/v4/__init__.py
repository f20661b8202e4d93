"""OpenWeb's export API of the fourth generation, as "Export comments v4" documents it.

`developers.openweb.com/docs/export-comments-v4`, `/reference/post_v4-export` and
`/reference/post_v1-publisher-auth`; in production on api-exporter.openweb.com, the token's route on
api.openweb.com. Documented are the token's 24 hours and its one request a second, one export at a
time per spot, 730 hours, 100,000 rows a file, comments beside users and ranks, and of the comments'
columns the first seven. The reference says that a range is required, the guide that a range or a
conversation is; the guide is followed. The order and names of the files and all other columns are
our guess, and so are list and abort, which are taken to be as in the second generation.
"""
