"""A pack is one folder of content; here lie its files, prefixes and small vocabularies, and what tells one state of it from another."""
