"""What is served. Start it with `streamlit run dashboard.py`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

import loaders
from ledger.ledger import Ledger
from public import middleware, routes


@asynccontextmanager
async def open_on_real_figures(_app: st.App) -> AsyncGenerator[dict[str, Any]]:
    """An empty ledger is filled with the files of data/received/ before the first reader comes."""
    loaders.seed(Ledger())
    yield {}


app = st.App(
    "pages/site.py", routes=routes(), middleware=middleware(), lifespan=open_on_real_figures
)
