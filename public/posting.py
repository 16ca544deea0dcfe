"""One message to a subscriber's server: over TLS, to the public internet, followed nowhere.

The name of a server is looked up once and the connection goes to an address that was checked, so
that a name cannot stand for another address a moment later. Only a subscriber on this machine,
named as such, may be asked without TLS, and one inside our network only where its settings say so.
"""

import asyncio
import socket
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address

import httpx
from anyio.from_thread import start_blocking_portal

from loaders.fetching import Failed

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# However slowly a server answers, others are not kept waiting for longer than the whole.
SECONDS_TO_CONNECT, SECONDS_FOR_THE_WHOLE = 10, 30


def may_be_asked(url: httpx.URL) -> bool:
    """Whether an address is of a form that messages are sent to."""
    return bool(url.host) and (url.scheme == "https" or _is_here(url) and url.scheme == "http")


def post(
    url: httpx.URL, content: bytes, headers: Mapping[str, str], *, private: bool = False
) -> None:
    """Send a message. Raises Failed unless the server says that it has it (a status 200 to 299).

    `private`: the server may be inside our network.
    """
    if not may_be_asked(url):
        raise Failed("webhook.not_allowed")
    headers = {**headers, "host": url.netloc.decode(), "user-agent": "displacement-monitor"}
    try:
        # A loop of its own, whatever runs in the thread that asks
        with start_blocking_portal() as portal:
            status = portal.call(_send, url, content, headers, private)
    except (httpx.HTTPError, OSError, UnicodeError) as error:
        raise Failed("webhook.no_answer", error=type(error).__name__) from error
    if not httpx.codes.is_success(status):
        raise Failed("webhook.status", status=str(status))


async def _send(url: httpx.URL, content: bytes, headers: Mapping[str, str], private: bool) -> int:
    """The status of the answer, of which nothing else is read."""
    timeout = httpx.Timeout(SECONDS_FOR_THE_WHOLE, connect=SECONDS_TO_CONNECT)
    async with asyncio.timeout(SECONDS_FOR_THE_WHOLE):
        to = url.copy_with(host=await _checked(url, private))
        named = {"sni_hostname": url.raw_host.decode()}
        # Not through a proxy of the environment, which would look the name up again.
        async with (
            httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream(
                "POST", to, content=content, headers=headers, extensions=named
            ) as response,
        ):
            return response.status_code


async def _checked(url: httpx.URL, private: bool) -> str:
    """The address that the name of a server stands for. Raises Failed where it is not public."""
    look_up = asyncio.get_running_loop().getaddrinfo
    found = await look_up(url.raw_host.decode(), url.port or 443, type=socket.SOCK_STREAM)
    addresses = [ip_address(str(place[0])) for *_, place in found]
    for address in addresses:
        real = address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
        is_public = real.is_global and not real.is_multicast
        fits = real.is_loopback if _is_here(url) else is_public or private
        if not fits:
            raise Failed("webhook.not_allowed")
    return str(addresses[0])


def _is_here(url: httpx.URL) -> bool:
    return url.host in LOOPBACK
