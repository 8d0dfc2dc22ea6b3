"""The allow list of the trust space: which operator's certificates speak for which domain, as ANS signs it.

`reading.read` gives what the signature covers and nothing else. Its caller decides whether that list may replace the
one in use.
"""
