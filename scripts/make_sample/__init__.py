"""Makes the sample territory: an invented EPCI, its people, calls, needs, teams and resources.

Everything is drawn from fixed seeds: two runs write byte-identical files. Run with
``python -m scripts.make_sample`` from the root of the repository.
"""
