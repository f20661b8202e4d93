import errno
import socket

from config.launch.problems import CannotStart


def _socket(host: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return listener


def check_free(host: str, port: int, command: str) -> None:
    with _socket(host) as listener:
        try:
            listener.bind((host, port))
        except OSError as error:
            raise CannotStart(_why(error, host, port, command)) from None


def _why(error: OSError, host: str, port: int, command: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program. "
            f"Start with PORT={port + 1 if port < 65535 else 8000} make {command}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights. Start with PORT=8000 make {command}."
    return f"Threadkeep cannot listen on {host}, port {port}: {error.strerror or error}."


def free_port(host: str = "127.0.0.1") -> int:
    with _socket(host) as listener:
        listener.bind((host, 0))
        port: int = listener.getsockname()[1]
        return port
