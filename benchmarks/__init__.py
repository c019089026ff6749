"""What is fast, measured against what. See README.md in this folder."""
