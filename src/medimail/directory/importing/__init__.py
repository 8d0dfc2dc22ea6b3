"""The national files come in: lines are staged, merged as a difference of sets, and the entries rebuilt around them."""
