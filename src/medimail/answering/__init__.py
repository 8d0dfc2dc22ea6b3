"""The program by which Dovecot hands an answer of absence to Postfix, as the absent box itself."""
