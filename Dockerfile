# docs/container.md says how this image is run, updated and backed up.
#
# Without a `syntax` line and without cache mounts: docker, podman and buildah all build it, and fetch nothing but the two
# base images and the crates.

# Rust as in rust-toolchain.toml, a C compiler, and perl and make for OpenSSL.
ARG BUILD_IMAGE=docker.io/library/rust:1.95.0-bookworm
# A glibc no older than that of the build image. Nothing is run here while building: it needs no shell.
ARG RUN_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
# `tls`: managed PostgreSQL wants it. Give an empty text to build without OpenSSL.
ARG FEATURES=tls
WORKDIR /build

# The dependencies over an empty program: a layer that stays until one of them changes.
COPY Cargo.toml Cargo.lock ./
COPY crates crates
# The empty program is cleaned away: cargo compares times, and files of a checkout may be older than it.
RUN mkdir src \
 && touch src/lib.rs \
 && echo 'fn main() {}' | tee build.rs >src/main.rs \
 && cargo build --release --locked --features "$FEATURES" \
 && cargo clean --release --package tassei

COPY . .
# The empty folder becomes the volume, with its owner.
RUN cargo build --release --locked --features "$FEATURES" \
 && mkdir /volume

FROM ${RUN_IMAGE}

COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=10001:10001 /volume /var/lib/tassei
COPY LICENSE-APACHE LICENSE-MIT /usr/share/doc/tassei/
COPY data/LICENSE.md /usr/share/doc/tassei/LICENSE-DATA.md
COPY --from=build /build/target/release/tassei /usr/local/bin/tassei

# A container has a network of its own, so every address of it is listened on; the host decides which port it publishes.
# SQLite puts what does not fit in memory into a file: with a read-only root the volume is the only place.
# The OpenSSL in the program knows no folder of the run image: without the last line `sslrootcert=system` finds nothing.
ENV TASSEI_LISTEN=0.0.0.0:8080 \
    TASSEI_DATA_DIR=/var/lib/tassei \
    SQLITE_TMPDIR=/var/lib/tassei \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt

# By number: so Kubernetes can tell that it is not root.
USER 10001:10001
EXPOSE 8080
VOLUME /var/lib/tassei
STOPSIGNAL SIGTERM
# Not ready before the first import is done, hence the start period.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/tassei", "healthcheck"]
# Serves; another command can follow the image's name: `docker run … tassei check /dataset`.
ENTRYPOINT ["/usr/local/bin/tassei"]

# Last: a new revision leaves the layers above as they are.
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Tassei" \
      org.opencontainers.image.description="Publish a municipality's plans, indicators and yearly achievements as open data" \
      org.opencontainers.image.source="https://github.com/tassei/tassei" \
      org.opencontainers.image.documentation="https://github.com/tassei/tassei/blob/main/docs/container.md" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
