"""One question of a compliance lead or a curator a module; each answers with records, which present/ puts into words."""
