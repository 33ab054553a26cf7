# docs/container.md describes how to run, update and back up this image.
#
# Without a `syntax` line and without cache mounts, so that docker, podman and buildah can all build it and download
# only the two base images and the crates.

# Rust as in rust-toolchain.toml, a C compiler, and perl and make for OpenSSL.
ARG BUILD_IMAGE=docker.io/library/rust:1.95.0-bookworm
# Its glibc must not be older than that of the build image. Nothing runs in it during the build: it needs no shell.
ARG RUN_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
# `tls` is required by managed PostgreSQL. Leave it empty to build without OpenSSL.
ARG FEATURES=tls
WORKDIR /build

# Dependencies are built with an empty program: this layer is reused until one of them changes.
COPY Cargo.toml Cargo.lock ./
COPY crates crates
# The empty program is removed: cargo compares modification times, and checked-out files may be older.
RUN mkdir src \
 && touch src/lib.rs \
 && echo 'fn main() {}' | tee build.rs >src/main.rs \
 && cargo build --release --locked --features "$FEATURES" \
 && cargo clean --release --package tassei

COPY . .
# The empty folder becomes the volume, and sets its owner.
RUN cargo build --release --locked --features "$FEATURES" \
 && mkdir /volume

FROM ${RUN_IMAGE}

COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=10001:10001 /volume /var/lib/tassei
COPY LICENSE-APACHE LICENSE-MIT /usr/share/doc/tassei/
COPY data/LICENSE.md /usr/share/doc/tassei/LICENSE-DATA.md
COPY --from=build /build/target/release/tassei /usr/local/bin/tassei

# A container has its own network, so the service listens on all its addresses; the host decides which port to publish.
# SQLite writes temporary files for large data: with a read-only root, the volume is the only writable folder.
# The built-in OpenSSL has no default certificate folder: `sslrootcert=system` needs the last line.
ENV TASSEI_LISTEN=0.0.0.0:8080 \
    TASSEI_DATA_DIR=/var/lib/tassei \
    SQLITE_TMPDIR=/var/lib/tassei \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt

# By number, so that Kubernetes can verify that it is not root.
USER 10001:10001
EXPOSE 8080
VOLUME /var/lib/tassei
STOPSIGNAL SIGTERM
# The service is not ready before the first import has finished, hence the start period.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/tassei", "healthcheck"]
# Runs `serve`; another command can follow the image's name: `docker run … tassei check /dataset`.
ENTRYPOINT ["/usr/local/bin/tassei"]

# Last, so that a new revision does not invalidate the layers above.
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Tassei" \
      org.opencontainers.image.description="Publish a municipality's plans, indicators and yearly achievements as open data" \
      org.opencontainers.image.source="https://github.com/tassei/tassei" \
      org.opencontainers.image.documentation="https://github.com/tassei/tassei/blob/main/docs/container.md" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
