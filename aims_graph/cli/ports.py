"""Whether a server may listen where it is told to."""

from __future__ import annotations

from aims_graph.errors import AimsError


def check_free(address: str, port: int, mend: str) -> None:
    """Refuse a port that is taken.

    Raises:
        AimsError: if it is in use or not allowed; with the mend.
    """
    import socket  # here, for every command reads this module

    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        # As the server itself will ask: a port that was in use a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            raise AimsError(f"Port {port} is in use or not allowed.", mend) from None
