"""The workbench: one app, built in floors (docs/architecture.md)."""

__version__ = "0.1.0"
