"""Bringing releases in from a file of JSON Lines (docs/import-format.md).

    lines → entries → batches, each one transaction → the database
      │        │         │
      └────────┴─────────┴──▶ rejects: line number and reason, in plain English

`lines` reads bytes with a limit, `entry` makes an object of a line, `record` reads what the object says,
`vocabulary` and `tags` find its terms, `plan` decides what becomes of it, `store` writes, `run` drives.
"""
