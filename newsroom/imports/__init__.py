"""Bringing releases in from a file of JSON Lines (docs/import-format.md).

    batches of lines → readings, by several processes → plans, each one transaction → the database
          │                   │                           │
          └───────────────────┴───────────────────────────┴──▶ rejects: line number and reason, in plain English

Without the database: `lines` reads bytes with a limit, `entry` makes an object of a line, `record` reads what the
object says with `values` and `vocabulary`, `reading` makes rows of it, `readers` has several processes do so.
With it: `known` asks what is there, `plan` decides what becomes of a line, `store` copies new releases in with
`copying`, `changes` writes those that were there, `tags` and `addresses` what they share. `run` drives,
`progress` tells how far it is, and `report` holds what it did and its notes about single lines.
"""
