"""Measurements of the product against the bare floor it stands on, taken in the same run."""
