# Threadkeep's one image; each container of it runs one process (config/processes.py).
# Build it with `make image`. Docker, Podman and Buildah can, and none needs a network but Debian's and PyPI's.

FROM debian:bookworm-slim AS base
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/static-collected \
    BIND=0.0.0.0 \
    LOG_FORMAT=json
WORKDIR /app


FROM base AS builder
RUN apt-get update && apt-get install --yes --no-install-recommends python3-venv
RUN python3 -m venv /opt/venv
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.txt \
    && pip uninstall --yes pip setuptools
COPY . ./
# The settings ask for keys; those made here open nothing and are gone before the layer is written.
RUN DATA_DIR=/tmp/keys python3 manage.py collectstatic --no-input && rm -r /tmp/keys
# Nobody writes into these folders again, so no module is ever compared with its source.
RUN chmod -R a+rX,go-w /app \
    && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /app /opt/venv


FROM base
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Threadkeep" \
      org.opencontainers.image.description="Exports, keeps and shows the conversations a publisher hosts elsewhere" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
RUN groupadd --gid 10001 threadkeep \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin threadkeep \
    && install --directory --owner=threadkeep --group=threadkeep --mode=0700 /data \
    && find / -xdev -type f -perm /6000 -exec chmod a-s {} +
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app
USER threadkeep
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python3", "-I", "config/probe.py"]
CMD ["python3", "-m", "config.processes", "web"]
