"""Reads, checks, compiles and searches content packs."""
