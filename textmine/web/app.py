"""Puts the page together: `create_app(database)` gives a FastAPI, `serve` listens.

create_app(Path("cases.db"))
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import Depends, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

import textmine
from textmine.store.database import CaseDatabase
from textmine.web import failures
from textmine.web.options import WebOptions, is_loopback
from textmine.web.routes import (
    api,
    collecting,
    comparing,
    editing,
    entering,
    exporting,
    keeping,
    measuring,
    overview,
    reading,
    receiving,
    reviewing,
    searching,
    uploading,
)
from textmine.web.safety import Guard
from textmine.web.site import FOLDER, Site, admit

# A page that only this computer reaches answers to its own names only: another name that leads
# here was made by a foreign page (DNS rebinding).
OWN_NAMES = ["localhost", "127.0.0.1", "[::1]", "testserver"]

# What a job may still take when the page is ended; what is left is done at the next start.
CLOSING_SECONDS = 5

PAGES = (
    searching,
    reading,
    overview,
    measuring,
    comparing,
    collecting,
    editing,
    exporting,
    reviewing,
    receiving,
    keeping,
    uploading,
)


def create_app(database: Path, options: WebOptions | None = None) -> FastAPI:
    """The application over the case database at a path; raises StoreError if it cannot be read."""
    options = options or WebOptions()
    site = Site(
        CaseDatabase.open(database, create=False, read_only=options.read_only),
        options,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if not options.read_only:
            site.jobs.resume()
        yield
        site.jobs.wait(CLOSING_SECONDS)
        site.database.close()

    app = FastAPI(
        title="textmine",
        version=textmine.__version__,
        summary="Cases mined from Chinese reports, each value with its evidence.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.site = site
    for page in PAGES:
        app.include_router(page.router, dependencies=[Depends(admit)], include_in_schema=False)
    app.include_router(api.page_router, dependencies=[Depends(admit)], include_in_schema=False)
    app.include_router(api.router, dependencies=[Depends(admit)])
    app.include_router(entering.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    failures.register(app)
    app.add_middleware(Guard, upload_bytes=options.upload_bytes)
    if is_loopback(options.host):
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES)
    return app


def serve(database: Path, options: WebOptions | None = None) -> None:
    """Listen until interrupted."""
    options = options or WebOptions()
    app = create_app(database, options)
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning", server_header=False)
