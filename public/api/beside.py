"""What is read without a page beside the tables, for the description: one entry for each route.

Whoever adds a route to public.routes adds it here; a test finds what is missing. Its sentence is
the catalogue entry `api.route.<name>`. What is not served is not described.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis import view
from ledger.tables import TABLES

OF_A_VIEW = ("304", "400", "404", "429", "500")
# The pages of which there are cards, briefs and embedded pieces, and all that they are asked for.
VIEW = ("of_page", *dict.fromkeys(name for page in view.READING for name in view.PARAMETERS[page]))


@dataclass(frozen=True)
class Beside:
    """A route: its parameters, what it answers with, and which statuses it has beside 200.

    `is_of_a_view`: it is answered as public.answers does. `in_path` are the parts of the path in
    braces with their values, if there are few. `schema` names one of public.api.schemas.
    """

    name: str
    path: str
    media_type: str
    parameters: Sequence[str] = ()
    is_of_a_view: bool = False
    in_path: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    schema: str = ""
    statuses: Sequence[str] = OF_A_VIEW

    @property
    def described_as(self) -> str:
        """The path as OpenAPI writes it."""
        return self.path.replace(":path}", "}")

    @property
    def is_text(self) -> bool:
        """Whether the answer is text rather than bytes."""
        return self.media_type.startswith("text/") or self.media_type.endswith(("json", "xml"))


ROUTES = (
    Beside("healthz", "/healthz", "application/json", schema="health", statuses=("500",)),
    Beside("readyz", "/readyz", "application/json", schema="health", statuses=("500", "503")),
    Beside("card", "/card.png", "image/png", VIEW, is_of_a_view=True),
    Beside("brief", "/brief", "text/html", VIEW, is_of_a_view=True),
    Beside("brief_pdf", "/brief.pdf", "application/pdf", VIEW, is_of_a_view=True),
    Beside(
        "embed", "/embed/{part:path}", "text/html", VIEW, is_of_a_view=True, in_path={"part": ()}
    ),
    Beside("feed", "/feed.xml", "application/atom+xml", statuses=("304", "400", "429", "500")),
    Beside(
        *("feed_of_table", "/feed/{file:path}", "application/atom+xml"),
        in_path={"file": tuple(f"{table}.xml" for table in TABLES)},
        statuses=("304", "400", "404", "429", "500"),
    ),
    Beside(
        *("short", "/s/{code:path}", "text/html"),
        in_path={"code": ()},
        statuses=("302", "403", "404", "410"),
    ),
)
