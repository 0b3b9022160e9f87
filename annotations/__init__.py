"""The workbench: one app, built in floors (docs/architecture.md)."""

__version__ = "0.2.0.dev0"
