"""Texts without a database: how they are cleaned before they are kept."""
