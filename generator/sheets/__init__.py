"""A file of tables opened safely: looked at and parsed in a process of its own, within limits.

``opening`` is what the rest of the program uses; ``child`` is that process, with ``formats`` and
``look``. Those three import next to nothing, so that it is up at once.
"""
