"""The allowed values of coded columns, in the field's standard terms.

They follow UNHCR, IOM, IDMC, HDX HAPI and the EGRISS recommendations on refugee and IDP
statistics. Each value's name for readers is the catalogue entry `value.<column>.<value>`.
"""

POPULATION_TYPES = (
    "people_fleeing",
    "third_country_nationals",
    "idps",
    "refugees",
    "asylum_seekers",
    "temporary_protection",
    "returnees",
    "assisted_returns",
    "displaced",
    "stateless",
)
MEASURES = ("stock", "flow", "cumulative")
UNITS = ("people", "crossings", "households")
SEXES = ("female", "male", "other")
# From the most to the least certain: the qualifier of a total is the last one met among its parts.
QUALIFIERS = ("exact", "at_least", "more_than", "nearly", "up_to", "about")
METHODS = ("border_count", "registration", "survey", "estimate", "other")
COUNT_STATUSES = ("reported", "provisional", "suppressed", "withdrawn")

POINT_KINDS = (
    "hotline",
    "online_service",
    "border_crossing_point",
    "reception_centre",
    "transit_centre",
    "information_point",
    "registration_point",
    "medical_point",
    "consular_point",
    "distribution_point",
)
POINT_STATUSES = ("open", "closed", "planned", "suspended")
SERVICES = (
    "accommodation",
    "chat",
    "child_protection",
    "food",
    "information",
    "legal_counselling",
    "medical",
    "mental_health",
    "non_food_items",
    "registration",
    "rest",
    "support",
    "transport",
    "wash",
)
YES_NO = ("yes", "no")

NEED_STATUSES = ("open", "covered", "expired", "withdrawn")
PRIORITIES = ("critical", "high", "medium", "low")
ITEM_UNITS = ("piece", "kit", "kilogram", "litre", "bed_night", "seat", "hour", "household_kit")
ITEMS = (
    "baby_food",
    "beds",
    "blankets",
    "clothing",
    "cooked_meals",
    "drinking_water",
    "first_aid_kits",
    "food_parcels",
    "hygiene_kits",
    "interpretation",
    "mattresses",
    "medicines",
    "sim_cards",
    "sleeping_bags",
    "tents",
    "transport_seats",
)

MOVEMENT_STATUSES = ("requested", "planned", "under_way", "completed")
MOVEMENT_MODES = ("charter_flight", "flight", "bus", "train", "road", "ship")

UPDATE_KINDS = (
    "relief_delivery",
    "border_monitoring",
    "transport",
    "information",
    "protection_measure",
    "appeal",
    "event",
)
SECTORS = (
    "assisted_return",
    "coordination",
    "education",
    "food",
    "health",
    "information",
    "mental_health",
    "non_food_items",
    "protection",
    "services",
    "shelter",
    "transport",
    "wash",
)
