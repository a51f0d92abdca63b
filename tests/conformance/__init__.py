"""The community group's RML suites: read from their manifests, run, judged, reported.

`cases` reads, `judge` runs and compares, `overlay` corrects expectations that contradict the specification,
`report` writes results, the EARL report and docs/conformance.md.
"""
