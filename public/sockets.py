"""Answers are sent at once, also small ones.

Streamlit opens the socket it listens on without naming TCP, by which asyncio would know to send at
once (TCP_NODELAY). The end of a small answer then waits until the reader's machine has confirmed
its beginning: 40 ms on Linux, for each file of a page. Connections take over what the socket has.
"""

import gc
import socket


def send_at_once() -> None:
    """Have every connection that this process will accept send without waiting."""
    for one in gc.get_objects():
        if isinstance(one, socket.socket) and _is_open_tcp(one):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _is_open_tcp(one: socket.socket) -> bool:
    internet = one.family in (socket.AF_INET, socket.AF_INET6)
    return internet and one.type == socket.SOCK_STREAM and one.fileno() >= 0
