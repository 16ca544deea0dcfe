"""What the tables are: every column, its kind, its allowed values and its key, declared once.

Checks, the types in frames, the template for analysts and its help all derive from this file.
What a column means is said to analysts by the catalogue entry `Column.meaning`.
"""

from ledger import vocabulary as words
from ledger.declaration import Column, Table

COUNTS = Table(
    "counts",
    (
        Column("source_id", "code", required=True, key=True),
        Column("population_type", "choice", words.POPULATION_TYPES, required=True, key=True),
        Column("measure", "choice", words.MEASURES, required=True, key=True),
        Column("unit", "choice", words.UNITS, required=True, key=True),
        Column("reference_period_start", "day", required=True, key=True),
        Column("reference_period_end", "day", required=True, key=True),
        Column("origin_iso3", "country", key=True),
        Column("location_iso3", "countries", key=True),
        Column("admin1_code", key=True),
        Column("admin2_code", key=True),
        Column("place_as_reported", key=True),
        Column("nationality_iso3", "country", key=True),
        Column("sex", "choice", words.SEXES, key=True),
        Column("age_range", key=True),
        Column("count", "whole", low=0),
        Column("count_max", "whole", low=0),
        Column("qualifier", "choice", words.QUALIFIERS, required=True),
        Column("status", "choice", words.COUNT_STATUSES, says="counts.status"),
        Column("method", "choice", words.METHODS),
        Column("operation"),
        Column("round"),
        Column("published_at", "moment", key=True),
        Column("source_url", "url", required=True),
        Column("note"),
    ),
)

ASSISTANCE_POINTS = Table(
    "assistance_points",
    (
        Column("source_id", "code", required=True),
        Column("point_id", "code", required=True, key=True),
        Column("name", required=True),
        Column("kind", "choice", words.POINT_KINDS, required=True),
        Column("country_iso3", "country", required=True),
        Column("admin1_code"),
        Column("locality"),
        Column("latitude", "decimal", low=-90, high=90),
        Column("longitude", "decimal", low=-180, high=180),
        Column("services", "choices", words.SERVICES),
        Column("languages"),
        Column("phone", "phone"),
        Column("phone_note"),
        Column("url", "url"),
        Column("other_contact"),
        Column("opening_hours"),
        Column("for_whom"),
        Column("status", "choice", words.POINT_STATUSES, says="assistance_points.status"),
        Column("public", "choice", words.YES_NO),
        Column("last_verified", "day"),
        Column("verified_by"),
        Column("source_url", "url", required=True),
        Column("note"),
    ),
)

NEEDS = Table(
    "needs",
    (
        Column("source_id", "code", required=True),
        Column("need_id", "code", required=True, key=True),
        Column("point_id", "code", says="needs.point_id"),
        Column("country_iso3", "country"),
        Column("locality"),
        Column("item", "choice", words.ITEMS, required=True),
        Column("unit", "choice", words.ITEM_UNITS, required=True, says="item_unit"),
        Column("quantity", "whole", low=1, required=True),
        Column("priority", "choice", words.PRIORITIES, required=True),
        Column("needed_by", "day"),
        Column("status", "choice", words.NEED_STATUSES, says="needs.status"),
        Column("last_verified", "day"),
        Column("source_url", "url"),
        Column("note"),
    ),
)

OFFERS = Table(
    "offers",
    (
        Column("source_id", "code", required=True),
        Column("offer_id", "code", required=True, key=True),
        Column("provider", required=True),
        Column("item", "choice", words.ITEMS, required=True),
        Column("unit", "choice", words.ITEM_UNITS, required=True, says="item_unit"),
        Column("quantity", "whole", low=1, required=True),
        Column("country_iso3", "country", required=True),
        Column("locality"),
        Column("available_from", "day"),
        Column("available_until", "day"),
        Column("last_verified", "day"),
        Column("source_url", "url"),
        Column("note"),
    ),
)

ASSISTED_MOVEMENTS = Table(
    "assisted_movements",
    (
        Column("source_id", "code", required=True),
        Column("movement_id", "code", required=True, key=True),
        Column("nationality_iso3", "country"),
        Column("count", "whole", low=0, says="assisted_movements.count"),
        Column("qualifier", "choice", words.QUALIFIERS),
        Column("from_iso3", "country", required=True),
        Column("via_iso3", "countries"),
        Column("to_iso3", "country"),
        Column("place_as_reported", says="assisted_movements.place_as_reported"),
        Column("mode", "choice", words.MOVEMENT_MODES),
        Column("status", "choice", words.MOVEMENT_STATUSES, True, says="assisted_movements.status"),
        Column("date", "day", required=True),
        Column("assisted_by", required=True),
        Column("source_url", "url", required=True),
        Column("note"),
    ),
)

UPDATES = Table(
    "updates",
    (
        Column("source_id", "code", required=True),
        Column("update_id", "code", required=True, key=True),
        Column("date", "day", required=True),
        Column("country_iso3", "country"),
        Column("place"),
        Column("kind", "choice", words.UPDATE_KINDS, required=True, says="updates.kind"),
        Column("sector", "choices", words.SECTORS),
        Column("title_en", required=True),
        Column("title_fr"),
        Column("text_en"),
        Column("text_fr"),
        Column("organisation", required=True),
        Column("source_url", "url", required=True),
    ),
)

SOURCES = Table(
    "sources",
    (
        Column("source_id", "code", required=True, key=True),
        Column("publisher", required=True),
        Column("title", required=True),
        Column("url", "url"),
        Column("licence", required=True),
        Column("citation", required=True),
        Column("cadence_days", "whole", low=1),
        Column("method", says="sources.method"),
        Column("covers"),
        Column("known_gaps"),
        Column("recommended_for"),
    ),
)

BREAKS = Table(
    "breaks",
    (
        Column("source_id", "code", required=True, key=True),
        Column("location_iso3", "countries", key=True),
        Column("date", "day", required=True, key=True),
        Column("text_en", required=True),
        Column("text_fr", required=True),
        Column("source_url", "url"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        COUNTS,
        ASSISTANCE_POINTS,
        NEEDS,
        OFFERS,
        ASSISTED_MOVEMENTS,
        UPDATES,
        SOURCES,
        BREAKS,
    )
}
