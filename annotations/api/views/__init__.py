"""Calls of the API, one noun a file: each validates a shape, does one act or asks one question, and answers."""
