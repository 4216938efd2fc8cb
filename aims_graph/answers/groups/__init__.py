"""Groups a team would implement: computed from what is said between requirements, and how far that split can be trusted."""
