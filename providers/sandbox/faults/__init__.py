"""What the sandbox can do wrong on purpose.

A fault is armed with a JSON object: `route` (one or several of the names in `kinds.py` with blanks
between them, or *), `kind`, how often it happens (`times`, -1 for ever; `skip` first; `probability`
with a `seed`), whom it hits (`only`: spot_id, export_id, number of the file, post_id, user_id), and
whatever the kind takes.
The kinds and what they take are the functions of `line.py` (the connection), `replies.py` (the
answer) and `archives.py` (the file). One more is "mix": each time it draws one of the faults `of` a
list like `[{"kind": "status", "code": 503}, {"kind": "reset"}]`, or without it of those in
`kinds.py` that another attempt gets over.
"""
