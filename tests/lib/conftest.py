from hypothesis import settings

# The machine is shared: how long one example takes says nothing. Time limits are stated where they matter.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")
