"""One question of a compliance lead or a curator a module; each answers with a table or with findings."""
