"""Which source leads a page, the reader's choice of another, and what others say of its figures."""

import pandas as pd
import streamlit as st

from analysis import comparison, disagreements, leading, listing, sources, view
from analysis.headlines import Headline
from analysis.leading import Leads
from analysis.wording import Wording, plain
from ledger import crisis
from ui import data, link, notes


def leads(reporting: pd.DataFrame) -> Leads:
    """The order of sources: first the one that the address asks for, if it is among `reporting`."""
    present = set(reporting["source_id"].dropna().astype(str).unique())
    chosen = next((code for code in _asked() if code in present), "")
    return leading.leads(data.tables()["sources"], crisis.read(), chosen)


def choose(words: Wording, reporting: pd.DataFrame, order: Leads) -> None:
    """The choice of the source that leads, among those that report something shown on the page."""
    tables = data.tables()
    _say_unknown(words, tables)
    choices = leading.choices(reporting, order)
    if not choices:
        return
    names = {"": _recommended(words, reporting, order)}
    names |= {source: sources.name(tables, source) for source in choices}
    # Written at every run: which sources report something changes with the days.
    key = f"{link.CHOICE}the source that leads in {words.language}"
    st.session_state[key] = order.chosen if order.chosen in names else ""
    st.selectbox(
        words.say("choose.leading"),
        list(names),
        format_func=lambda source: names[source],
        key=key,
        on_change=lambda: link.write("source", st.session_state[key] or ""),
    )


def say_who_leads(words: Wording, reporting: pd.DataFrame, order: Leads) -> None:
    """Which source is recommended when the reader chose another; that one asked for is silent."""
    tables = data.tables()
    if order.chosen in leading.choices(reporting, order):
        first = leading.recommended(reporting, order)
        said = words.say(
            "side_by_side.chosen",
            n=len(first),
            chosen=plain(sources.name(tables, order.chosen)),
            recommended=words.listed(plain(sources.name(tables, one)) for one in first),
        )
        st.info(said, icon=":material/swap_horiz:")
    elif not order.chosen and (known := [code for code in _asked() if code in _known(tables)]):
        names = words.listed(plain(sources.name(tables, code)) for code in known)
        st.info(words.say("side_by_side.silent", sources=names), icon=":material/swap_horiz:")


def of_headline(words: Wording, lead: Headline | None, newest: pd.DataFrame, order: Leads) -> None:
    """What other sources say of the same thing as a headline, and how far they are apart."""
    if lead is None:
        return
    row = lead.series.tail(1)
    pairs = data.composed(
        lambda: comparison.beside(newest, row, order),
        *("beside", listing.origin(lead.row), order.chosen, data.chosen_days(words)),
    )
    for said in disagreements.also(pairs, data.tables(), words):
        notes.small(said)
    if len(pairs):
        more(words)


def more(words: Wording) -> None:
    """The link to all disagreements."""
    params = link.without_page(link.parameters())
    label = words.say("side_by_side.more")
    icon = ":material/compare_arrows:"
    st.page_link("disagreements.py", label=label, icon=icon, query_params=params)


def _recommended(words: Wording, reporting: pd.DataFrame, order: Leads) -> str:
    """What the choice of no source is called: the publishers that lead then."""
    first = leading.recommended(reporting, order)
    names = notes.publishers()
    publishers = dict.fromkeys(names.get(source, source) for source in first)
    said = words.listed(publishers)
    return words.say("side_by_side.recommended", n=len(first), sources=said)


def _asked() -> tuple[str, ...]:
    return view.codes(link.asked("source"))


def _known(tables: dict[str, pd.DataFrame]) -> set[str]:
    reported = tables["counts"]["source_id"].dropna().astype(str).unique()
    return {*sources.ids(tables), *reported}


def _say_unknown(words: Wording, tables: dict[str, pd.DataFrame]) -> None:
    known = _known(tables)
    link.say_unknown(words, [code for code in _asked() if code not in known])
