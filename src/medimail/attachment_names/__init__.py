"""What Dovecot's full-text index is told of an attachment: its name.

Dovecot 2.3 hands the index no header of a part. It can ask a converter (Apache Tika's way: PUT the bytes, get a
text), and says the name in the request: this program throws the bytes away and answers with the name.
"""
