"""A program that plays the vendors over real HTTP: for the demo, tests and benchmarks.

It is written from the vendors' documents and shares no code with the clients. Start it with
`python -m providers.sandbox --port 9000 --state-dir DIR`, or in a test with
`providers.sandbox.server.running(...)`. What it should do wrong is told to it under `/_sandbox/`.
"""
