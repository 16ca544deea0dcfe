"""One message to a subscriber's server: over TLS, to the public internet, followed nowhere.

The name of a server is looked up once and the connection goes to the address that was checked, so
that a name cannot stand for another address a moment later. Only a subscriber on this machine,
named as such, may be asked without TLS.
"""

import socket
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address

import httpx

from loaders.fetching import Failed, Patience

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PATIENCE = Patience(connect=10, read=20)


def may_be_asked(url: httpx.URL) -> bool:
    """Whether an address is of a form that messages are sent to."""
    return bool(url.host) and (url.scheme == "https" or _is_here(url) and url.scheme == "http")


def post(url: httpx.URL, content: bytes, headers: Mapping[str, str]) -> None:
    """Send a message. Raises Failed unless the server says that it has it (a status 200 to 299)."""
    if not may_be_asked(url):
        raise Failed("webhook.not_allowed")
    headers = {**headers, "host": url.netloc.decode(), "user-agent": "displacement-monitor"}
    timeout = httpx.Timeout(PATIENCE.read, connect=PATIENCE.connect)
    try:
        to = url.copy_with(host=_checked(url))
        # Not through a proxy of the environment, which would look the name up again.
        with (
            httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream(
                "POST",
                to,
                content=content,
                headers=headers,
                extensions={"sni_hostname": url.raw_host.decode()},
            ) as response,
        ):
            status = response.status_code
    except (httpx.HTTPError, OSError, UnicodeError) as error:
        raise Failed("webhook.no_answer", error=type(error).__name__) from error
    if not httpx.codes.is_success(status):
        raise Failed("webhook.status", status=str(status))


def _checked(url: httpx.URL) -> str:
    """The address that the name of a server stands for. Raises Failed where it is not public."""
    found = socket.getaddrinfo(url.raw_host.decode(), url.port or 443, type=socket.SOCK_STREAM)
    addresses = [ip_address(address[4][0]) for address in found]
    for address in addresses:
        real = address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
        fits = real.is_loopback if _is_here(url) else real.is_global and not real.is_multicast
        if not fits:
            raise Failed("webhook.not_allowed")
    return str(addresses[0])


def _is_here(url: httpx.URL) -> bool:
    return url.host in LOOPBACK
