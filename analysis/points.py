"""Assistance points: which ones a reader asks for, and each as a card to act on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import phonenumbers

from analysis import listing, view
from analysis.headlines import as_rows
from analysis.wording import Wording, plain

NOT_REPORTED = "not_reported"
CLOSED = "closed"
LINES = ("hotline", "online_service")


@dataclass(frozen=True)
class Asked:
    """What a reader asks for; an empty choice asks for all, of status: all that are not closed."""

    countries: list[str]
    kinds: list[str]
    services: list[str]
    languages: list[str]
    statuses: list[str]
    words: str


def asked(said: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask for."""
    names = ("country", "kind", "service", "speaks", "status")
    chosen_codes = [list(view.codes(said.get(name, ""))) for name in names]
    return Asked(*chosen_codes, said.get("find", ""))


def chosen(points: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The points that match everything that is asked for."""
    status = points["status"].astype(object).fillna(NOT_REPORTED)
    matches = status.isin(asked.statuses) if asked.statuses else status != CLOSED
    for column, values in (("country_iso3", asked.countries), ("kind", asked.kinds)):
        if values:
            matches &= points[column].isin(values)
    for column, values in (("services", asked.services), ("languages", asked.languages)):
        if values:
            offered = points[column].astype(object).fillna("").str.split(";")
            matches &= offered.map(lambda codes, wanted=set(values): bool(wanted & set(codes)))
    if asked.words.strip():
        text = points[["name", "locality", "for_whom", "note", "phone"]].astype(object).fillna("")
        told = text["name"].str.cat(text.drop(columns="name"), sep=" ")
        matches &= told.str.contains(asked.words.strip(), case=False, regex=False)
    return points[matches]


def values(points: pd.DataFrame, column: str) -> list[str]:
    """Every value of a column, those of `;`-separated cells each."""
    cells = points[column].dropna().astype(str).unique()
    return sorted({value for cell in cells for value in cell.split(";") if value})


def placed(points: pd.DataFrame) -> pd.DataFrame:
    """The points that have a place on a map."""
    return points[points["latitude"].notna() & points["longitude"].notna()]


def by_country(points: pd.DataFrame, words: Wording) -> list[tuple[str, pd.DataFrame]]:
    """Points grouped by country, in the order of the countries' names."""
    groups = points.groupby("country_iso3", observed=True)
    named = [(words.country(str(code)), group) for code, group in groups]
    return sorted(named, key=lambda pair: pair[0])


def cards(points: pd.DataFrame, words: Wording) -> list[str]:
    """Each point as Markdown: how to reach it, what it offers to whom, who verified it and when."""
    return [_card(row, words) for row in as_rows(points)]


def name(row: dict, words: Wording) -> str:
    """A point's name with its place, for a list to choose from."""
    place = [part for part in (row["locality"], words.country(row["country_iso3"])) if part]
    return f"{row['name']} ({', '.join(place)})"


def listed(points: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """The points as a reader's table."""
    columns = ("name", "kind", "country_iso3", "locality", "status", "services", "languages")
    columns += ("phone", "phone_note", "url", "for_whom", "last_verified", "verified_by", "note")
    columns += ("origin",)
    titles = {column: words.say(f"label.{column}") for column in columns}
    rows = [
        {titles[column]: _cell(column, row, words) for column in columns} for row in as_rows(points)
    ]
    return pd.DataFrame(rows, columns=list(titles.values()))


def geojson(points: pd.DataFrame, **more: Any) -> str:
    """The points that have a place as GeoJSON (RFC 7946), with the values of the table.

    `more` stands beside the features.
    """
    shown = placed(points).drop(columns=["received_file", "received_sheet", "received_row"])
    features = [
        {
            "type": "Feature",
            "id": row["point_id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {name: str(value) for name, value in row.items() if value != ""},
        }
        for row in as_rows(shown)
    ]
    collection = {"type": "FeatureCollection", **more, "features": features}
    return json.dumps(collection, ensure_ascii=False)


def status(row: dict, words: Wording) -> str:
    """Open, closed ... and as of which day; says so when the list gave no status."""
    state = row["status"] or NOT_REPORTED
    named = (
        words.say("point.not_reported") if state == NOT_REPORTED else words.name("status", state)
    )
    return words.say("point.status", status=named, day=words.day(row["last_verified"]))


def phone(number: str) -> str:
    """A number as people write it; a national short number as it is."""
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _card(row: dict, words: Wording) -> str:
    lines = [f"**{plain(row['name'])}**", *_reach(row, words)]
    for column in ("services", "languages", "for_whom", "opening_hours", "other_contact", "note"):
        if row[column]:
            value = plain(_cell(column, row, words))
            lines.append(words.say("point.fact", label=words.say(f"label.{column}"), value=value))
    lines.append(status(row, words) if row["last_verified"] else "")
    verified = plain(row["verified_by"] or row["source_id"])
    lines.append(words.say("point.source", by=verified, url=row["source_url"]))
    return "  \n".join(line for line in lines if line)


def _reach(row: dict, words: Wording) -> list[str]:
    """The telephone number as a link that dials it, its note, and the web address."""
    lines = []
    if row["phone"]:
        dial = words.say("point.phone", number=phone(row["phone"]), link=f"tel:{row['phone']}")
        lines.append(f"{dial} {plain(row['phone_note'])}".strip())
    if row["url"]:
        lines.append(f"[{plain(row['url'].removeprefix('https://').rstrip('/'))}]({row['url']})")
    if row["locality"]:
        lines.append(plain(f"{row['locality']}, {words.country(row['country_iso3'])}"))
    return lines


def _cell(column: str, row: dict, words: Wording) -> str:
    if column == "origin":
        return listing.origin(row, "assistance_points")
    value = row[column]
    match column:
        case "kind":
            return words.name(column, value)
        case "services":
            return words.listed(words.name("services", code) for code in value.split(";") if code)
        case "languages":
            return words.listed(words.language_name(code) for code in value.split(";") if code)
        case "country_iso3":
            return words.country(value)
        case "status":
            return words.name(column, value) if value else words.say("point.not_reported")
        case "phone":
            return phone(value)
        case "last_verified":
            return words.short_day(value) if value else ""
        case _:
            return str(value)
