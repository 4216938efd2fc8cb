"""The command line: one command a module, all printing in ``console``, every error one message and an exit code."""
