"""Proofs that take a browser and tools from outside: markup, accessibility, speed of loading, pictures of all pages."""
