"""What is served. Start it with `streamlit run dashboard.py`."""

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from itertools import cycle, product
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

import loaders
from analysis import documents, printed, published
from analysis.wording import Wording
from ledger import crisis
from loaders import reading, schedule
from public import feed, middleware, routes, sockets, webhooks
from ui import sign_in

SECONDS_BETWEEN_LOOKS = 5


@asynccontextmanager
async def open_on_real_figures(_app: st.App) -> AsyncGenerator[dict[str, Any]]:
    """An empty ledger is filled with the files of data/received/ before the first reader comes.

    What to withhold of it is decided then too, so that no reader waits for it.
    While the server runs, drafts are published when their time has come, and figures are fetched
    where data/pulls.toml says so; those whom data/webhooks.toml names are told of every version.
    """
    sockets.send_at_once()
    ledger = published.here().ledger
    loaders.seed(ledger)
    published.here().decided(ledger.newest())
    words = Wording(crisis.read().languages[0])
    sys.stdout.write(f"\n  {sign_in.printed_at_start(ledger, words)}\n\n")
    sys.stdout.flush()
    reading.keep_one_waiting()
    subscribed = webhooks.hooks()
    in_words = feed.making_ready(published.here())
    asked_most = cycle(product(documents.ASKED_MOST, crisis.read().languages))
    why_erased = words.say("file.erased_on_schedule")
    clocks = [
        asyncio.create_task(asyncio.to_thread(printed.warm)),
        asyncio.create_task(_keep_time(lambda now: schedule.run(ledger, now, why_erased))),
        asyncio.create_task(_keep_time(lambda now: schedule.fetch(ledger, now))),
        asyncio.create_task(_keep_time(lambda _: next(in_words, None))),
        asyncio.create_task(
            _keep_time(lambda _: documents.make_ready(published.here(), *next(asked_most)))
        ),
        asyncio.create_task(_keep_time(lambda _: webhooks.run(published.here(), subscribed))),
    ]
    yield {}
    for clock in clocks:
        clock.cancel()
        with suppress(asyncio.CancelledError):
            await clock
    reading.let_go()


async def _keep_time(do_what_is_due: Callable[[datetime], None]) -> None:
    """Look again and again, in a thread, so that a slow server of a publisher blocks nobody."""
    while True:
        try:
            await asyncio.to_thread(do_what_is_due, datetime.now(UTC))
        except SQLAlchemyError:
            # What is due stays due; the next look may find the database again.
            logging.getLogger(__name__).warning("the schedule waits for the ledger", exc_info=True)
        await asyncio.to_thread(reading.give_memory_back)
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


app = st.App(
    "pages/site.py", routes=routes(), middleware=middleware(), lifespan=open_on_real_figures
)
