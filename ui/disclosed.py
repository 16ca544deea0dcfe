"""What of the ledger's tables is shown to whom: small counts withheld, or seen by a custodian."""

import pandas as pd
import streamlit as st

from analysis import disclosure
from ledger import crisis
from ledger.ledger import Ledger

Tables = dict[str, pd.DataFrame]


def to_show(ledger: Ledger, version: int, tables: Tables, *, small: bool) -> Tables:
    """The tables of a version, as those see them who may see `small` counts or may not."""
    if small:
        return disclosure.unsuppressed(tables)
    return disclosure.suppress(tables, rule(), _decided(ledger, version))


def drafted(ledger: Ledger, newest: int, tables: Tables, *, small: bool) -> Tables:
    """The tables as a draft would make them, shown as they would be once it is published."""
    if small:
        return disclosure.unsuppressed(tables)
    before = _decided(ledger, newest)
    then = disclosure.decide_next(
        before, [ledger.tables(newest, disclosure.SHAPES), tables], rule()
    )
    return disclosure.suppress(tables, rule(), disclosure.together(before, then))


def rule() -> disclosure.Rule:
    """The rule that this deployment chose."""
    return disclosure.rule(crisis.read())


@st.cache_resource(max_entries=4, show_spinner=False)
def _decided(_ledger: Ledger, version: int) -> disclosure.Decisions:
    return disclosure.kept_until(_ledger, version, rule())
