# The site as an image: built from the same pinned files as everywhere else, run by a user without rights.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/venv/bin:$PATH \
    MEDIA_ROOT=/data/media STATIC_ROOT=/app/staticfiles
RUN useradd --create-home --uid 10001 newsroom && mkdir -p /data/media && chown -R newsroom /data
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py pyproject.toml ./
COPY newsroom newsroom
COPY articles articles
COPY templates templates
COPY deploy deploy
COPY seeds seeds
# Static files are part of the image; collecting them needs settings, but no secret and no database.
RUN SECRET_KEY=build-only ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput --verbosity 0
USER newsroom
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "newsroom.wsgi", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]
