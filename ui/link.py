"""Choices that the address of a page carries.

The address is read when it was opened or changed from outside, and written when the reader
changes a choice; a choice that a link makes and this dashboard does not know is named, and stays
in the address until the reader chooses something else. See analysis/view.py for the form.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from analysis import migrations, refusals, view
from analysis.shown import Refused
from analysis.wording import Wording, plain
from ledger import crisis

SEEN = "address seen"
CHOICE = "choice of "
REFUSED = "refused in the address"
PAGE = "page shown"


def follow_address() -> None:
    """Forget choices made before the address was changed from outside. Called once a run.

    An address in the form of another release is written in today's.
    """
    st.session_state[REFUSED] = set()
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    asked = migrations.migrated(given)
    if given != {name: [value] for name, value in asked.items()}:
        st.query_params.from_dict(asked)
    if asked == st.session_state.get(SEEN):
        return
    for key in [key for key in st.session_state if str(key).startswith(CHOICE)]:
        del st.session_state[key]
    st.session_state[SEEN] = asked


def page() -> str:
    """The name of the page that is shown, as view.PAGES has it."""
    return st.session_state[PAGE]


def asked(name: str) -> str:
    """What the address says for one parameter; blank when it says nothing."""
    return st.query_params.get(name, "")


def parameters() -> dict[str, str]:
    """Everything the address says, to hand on to another page."""
    return {name: st.query_params[name] for name in st.query_params}


def kept(*names: str, **changed: str) -> dict[str, str]:
    """Of what the address says these parameters, and some changed: for a link to another page."""
    said = {name: asked(name) for name in names} | changed
    return {name: value for name, value in said.items() if value}


def address(**changed: str) -> str:
    """The full address of this view with some parameters changed (blank: left out)."""
    return address_of({**parameters(), **changed})


def address_of(asked: Mapping[str, str]) -> str:
    """The full address of this page with these parameters."""
    path = urlsplit(st.context.url or "").path.rpartition("/")[2]
    return f"{root()}/{path}?{view.query_string(asked)}"


def root() -> str:
    """Where this dashboard stands: what comes before the path of its pages in full addresses."""
    parts = urlsplit(st.context.url or "")
    before = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return before + parts.path.rpartition("/")[0]


def full(shared: str) -> str:
    """The full address of a path and query of ours, in the language that this address names."""
    if (lang := asked("lang")) not in crisis.read().languages:
        return here() + shared
    return f"{here()}{shared}{'&' if '?' in shared else '?'}lang={lang}"


def here() -> str:
    """Where others reach this dashboard: as its crisis says, else as this reader does."""
    return crisis.read().address.rstrip("/") or root()


def of_one_number(asked: str) -> dict[str, str]:
    """The parameters of a link to where a number comes from; `asked` is from listing.origin."""
    view_now = {name: value for name, value in parameters().items() if name != "table"}
    return {**without_page(view_now), **dict(parse_qsl(asked))}


def without_page(said: dict[str, str]) -> dict[str, str]:
    """Parameters for a page that is not about one number, nor about another page."""
    return {name: value for name, value in said.items() if name not in view.OF_ONE_PAGE}


def origin(asked: str) -> str:
    """The full address of where a number comes from, or blank when nothing is asked."""
    if not asked:
        return ""
    query = view.query_string(of_one_number(asked))
    return f"{root()}{view.PAGES['provenance']}?{query}"


def several(
    words: Wording,
    name: str,
    options: Sequence[str],
    name_of: Callable[[str], str],
    nothing: str = "choose.all",
) -> list[str]:
    """Any number of codes; none chosen stands for all, or for what the entry `nothing` says."""
    wanted = view.codes(asked(name))
    say_unknown(words, [code for code in wanted if code not in options])
    key = _key(name, words)
    st.session_state.setdefault(key, [code for code in wanted if code in options])
    return st.multiselect(
        words.say(f"choose.{name}"),
        options,
        format_func=name_of,
        placeholder=words.say(nothing),
        key=key,
        on_change=_write_several,
        args=(name, key),
    )


def one(
    words: Wording,
    name: str,
    options: Sequence[str],
    name_of: Callable[[str], str],
    *,
    short: bool = False,
) -> str:
    """One code; the first option is the default and is not written. `short`: as buttons."""
    wanted = asked(name)
    say_unknown(words, [wanted] if wanted and wanted not in options else [])
    known = wanted if wanted in options else options[0]
    key = _key(name, words)
    st.session_state.setdefault(key, known)
    picked = (st.segmented_control if short else st.selectbox)(
        words.say(f"choose.{name}"),
        options,
        format_func=name_of,
        key=key,
        on_change=_write_one,
        args=(name, key, options[0]),
    )
    return picked or options[0]


def text(words: Wording, name: str) -> str:
    """Words to look for."""
    key = _key(name, words)
    st.session_state.setdefault(key, asked(name))
    return st.text_input(
        words.say(f"choose.{name}"), key=key, on_change=_write_one, args=(name, key, "")
    )


def days(words: Wording, first: date, last: date) -> view.Days:
    """A span of reference days between the first and the last reported day."""
    chosen = span(words, first, last)
    keys = {end: _key(f"time {end}", words) for end in ("start", "end")}
    for end, key in keys.items():
        st.session_state.setdefault(key, getattr(chosen, end))
        st.date_input(
            words.say(f"choose.time.{end}"),
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            key=key,
            on_change=_write_days,
            args=([*keys.values()], first, last),
        )
    return chosen


def span(words: Wording, first: date, last: date) -> view.Days:
    """The span of days that the address asks for; all days when it asks for none."""
    try:
        return view.days(asked("time") or view.LATEST, first, last)
    except ValueError:
        say_unknown(words, [asked("time")])
        return view.Days(first, last, follows=True)


def choose(words: Wording, name: str, value: str) -> None:
    """Make a choice for the reader, as a click on a map does; blank takes it back."""
    st.session_state[_key(name, words)] = value
    write(name, value)


def write(name: str, value: str) -> None:
    """Put a choice into the address; a blank takes it out."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
    st.session_state[SEEN] = parameters()


def say_refused(words: Wording, refused: Sequence[Refused], address: str) -> None:
    """Name all that the address asks for in vain, once; `address` is the one without it."""
    st.session_state[REFUSED] = {one.value for one in refused}
    if refused:
        said = [f"- {plain(sentence)}" for sentence in refusals.sentences(refused, words)]
        said = [words.say("link.refused"), "", *said, "", words.say("link.without", link=address)]
        st.warning("\n".join(said), icon=":material/link_off:")


def say_unknown(words: Wording, codes: Sequence[str]) -> None:
    """Name the codes in a link that a page cannot choose; not again what was refused already."""
    named = st.session_state.get(REFUSED, ())
    if left := [code for code in codes if code not in named]:
        said = words.say("link.unknown", codes=plain(words.listed(left)))
        st.warning(said, icon=":material/link_off:")


def _write_several(name: str, key: str) -> None:
    write(name, view.SEPARATOR.join(st.session_state[key]))


def _write_one(name: str, key: str, default: str) -> None:
    value = st.session_state[key]
    write(name, "" if value in (None, default) else value)


def _write_days(keys: Sequence[str], first: date, last: date) -> None:
    start, end = (st.session_state[key] for key in keys)
    chosen = view.Days(min(start, end), max(start, end), follows=max(start, end) == last)
    text = chosen.text(first)
    write("time", "" if text == view.LATEST else text)


def _key(name: str, words: Wording) -> str:
    # Another language, another widget: the browser would keep the labels of the one before.
    return f"{CHOICE}{name} in {words.language}"
