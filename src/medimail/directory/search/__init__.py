"""Finding an address: what is asked (`question`), how words are compared (`words`), the search itself (`engine`)."""
