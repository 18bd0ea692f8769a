"""The desk: where editors read drafts, change them, and decide what goes out.

``intake`` brings a release in, ``decisions`` is all that a person may do to a story, ``history``
what was done; ``web`` shows it. It needs the extra ``stringer[desk]``.
"""
