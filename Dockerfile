# wa-sync in an image of its own: no compiler, no root, packages pinned by their hashes.
#
# Pin the image below by its digest when you build: --build-arg PYTHON=python@sha256:…
ARG PYTHON=python:3.12-slim-bookworm

FROM ${PYTHON} AS build
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/wa-sync \
    && /opt/wa-sync/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
       --require-hashes --only-binary :all: -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY wa_sync wa_sync
# what wa_sync/recipes links to
COPY examples/ci examples/ci
RUN /opt/wa-sync/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --no-deps --no-build-isolation .

FROM ${PYTHON}
# causes are told from the history of the checkout; Debian keeps one version of git only
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 wa-sync \
    # a runner checks out as another user; git would not read that history. wa-sync asks
    # git with hooks, filters and the repository's own programs switched off
    && git config --system --add safe.directory '*'
COPY --from=build /opt/wa-sync /opt/wa-sync
ENV PATH=/opt/wa-sync/bin:$PATH
USER 10001
WORKDIR /work
ENTRYPOINT ["wa-sync"]
CMD ["--help"]
