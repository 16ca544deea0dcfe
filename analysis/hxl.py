"""Tags of the Humanitarian Exchange Language for our columns, for those whose tools still ask.

HDX has retired the standard: the tags are written only when they are asked for.
"""

TAGS = {
    "source_id": "#meta+source+id",
    "population_type": "#indicator+population+code",
    "measure": "#indicator+measure+code",
    "unit": "#indicator+unit+code",
    "reference_period_start": "#date+start",
    "reference_period_end": "#date+end",
    "origin_iso3": "#country+code+origin",
    "location_iso3": "#country+code",
    "country_iso3": "#country+code",
    "from_iso3": "#country+code+origin",
    "via_iso3": "#country+code+transit",
    "to_iso3": "#country+code+dest",
    "nationality_iso3": "#country+code+nationality",
    "admin1_code": "#adm1+code",
    "admin2_code": "#adm2+code",
    "place_as_reported": "#loc+name",
    "place": "#loc+name",
    "locality": "#loc+town+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "count": "#affected",
    "count_max": "#affected+max",
    "quantity": "#item+quantity",
    "item": "#item+code",
    "published_at": "#date+published",
    "date": "#date",
    "last_verified": "#date+verified",
    "needed_by": "#date+needed",
    "available_from": "#date+available+start",
    "available_until": "#date+available+end",
    "services": "#service+list",
    "sector": "#sector+list",
    "organisation": "#org+name",
    "provider": "#org+name",
    "phone": "#contact+phone",
    "url": "#contact+url",
    "source_url": "#meta+url",
    "status": "#status+code",
    "note": "#meta+note",
}


def tag(column: str) -> str:
    """The tag of a column; columns without a term of their own are told by their name."""
    return TAGS.get(column, f"#meta+{column}")
