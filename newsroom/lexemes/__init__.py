"""Words as they are found: one reading of texts, searches, passages and names. Pure: no database."""
