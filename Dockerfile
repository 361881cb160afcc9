# The command and the app in one image; compose.yaml runs it, docs/deployment.md tells how.

FROM python:3.13.16-slim-trixie AS environment
ARG UV_VERSION=0.13.9
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
RUN pip install --no-cache-dir "uv==${UV_VERSION}"
WORKDIR /project
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --no-install-project --compile-bytecode
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev && .venv/bin/python -m compileall -q app expectations pipeline && chmod -R a+rX .

FROM python:3.13.16-slim-trixie
WORKDIR /project
COPY --from=environment /project /project
# Who runs it may write to these folders and to /tmp. A number, so that it is the same user on every machine.
RUN install --directory --owner 10001 --group 10001 private releases target
ENV PATH=/project/.venv/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_BROWSER_SERVER_ADDRESS=localhost \
    STREAMLIT_SERVER_FILE_WATCHER_TYPE=none
USER 10001:10001
EXPOSE 8501
CMD ["streamlit", "run", "app/server.py"]
