"""The use cases of systems: translate, submit, validate, ask, and the demo that does them all."""
