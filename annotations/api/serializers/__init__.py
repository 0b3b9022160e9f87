"""Shapes: `…In` validates what comes in and never saves, `…Out` describes what goes out. One noun a file."""
