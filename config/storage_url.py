from environs import EnvError

SCHEME = "file://"


def folder(url: str) -> str:
    """The folder that STORAGE_URL names. Raises EnvError for anything else."""
    if not url.startswith(f"{SCHEME}/"):
        raise EnvError(
            "STORAGE_URL must name a folder, as file:///srv/threadkeep/files. Several hosts share "
            "one that is mounted (NFS, for example). Threadkeep stores in no other way."
        )
    return url.removeprefix(SCHEME)
