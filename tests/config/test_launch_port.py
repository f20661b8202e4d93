import socket
import subprocess
import sys

from tests.config.launching import environment


def test_a_taken_port_is_refused_with_a_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "-m", "config.launch", "demo"],
            env=environment(tmp_path, PORT=str(port)), capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Port {port} is taken by another program. Start with PORT={port + 1} make demo.\n"
    )
