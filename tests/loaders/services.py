"""A server on this machine that answers as the publishers' services do; every number is made up.

Addresses, paging, keys and errors are those of data/pulls.toml: UNHCR's population API and portal,
IOM's DTM API, HDX HAPI and IDMC.
"""

import csv
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, bytes]
KEY = "a made-up key"
CRISIS = "UKR"


class Services:
    """The server; `asked` are the paths with their queries. `spoil` changes every good body."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.spoil = lambda body: body
        services = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                services.asked.append(self.path)
                status, body = _answer(self)
                body = services.spoil(body) if status == 200 else body
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def instead_of(self, url: str) -> str:
        """The same address on this server."""
        parts = urlsplit(url)
        return f"http://127.0.0.1:{self._server.server_port}{parts.path}?{parts.query}"

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


def _answer(handler: BaseHTTPRequestHandler) -> Reply:
    parts = urlsplit(handler.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    path = parts.path
    if path == "/population/v1/population/":
        return _population(query)
    if path.startswith("/population/get/"):
        return _portal(path.rpartition("/")[2])
    if path.startswith("/v3/displacement/"):
        return _dtm(handler.headers.get("Ocp-Apim-Subscription-Key", ""), path[-1], query)
    if path.startswith("/api/v2/affected-people/"):
        return _hapi(path.rpartition("/")[2], query)
    if path.startswith("/external-api/"):
        return _idmc(path, query)
    return 404, b"Not Found"


def _json(said: Any) -> Reply:
    return 200, json.dumps(said).encode()


def _population(query: dict[str, str]) -> Reply:
    page, pages = int(query.get("page", 1)), 2
    asylum = (("Poland", "POL", "POL"), ("Austria", "AUS", "AUT"))[page - 1]
    item = {"year": 2022, "coo_id": 1, "coo_name": "Ukraine", "coo": "UKR", "coo_iso": CRISIS}
    item |= dict(zip(("coa_name", "coa", "coa_iso"), asylum, strict=True))
    item |= {"refugees": 900_000 + page, "asylum_seekers": "45", "returned_refugees": 0}
    item |= {"idps": "0", "returned_idps": "-", "stateless": "-", "ooc": "0", "oip": "-", "hst": 0}
    total = {"total": [{"refugees": 1_800_003}]}
    return _json({"page": page, "short-url": "", "maxPages": pages, **total, "items": [item]})


def _portal(kind: str) -> Reply:
    if kind == "timeseries":
        days = [("2022-03-01", "110"), ("2022-03-02", "95"), ("2022-03-03", "130")]
        series = [{"data_date": d, "unix_timestamp": 0, "individuals": n} for d, n in days]
        return _json({"data": {"timeseries": series}})
    group = {"pop_origin_code": CRISIS, "pop_type_code": "REF"}
    group |= {"pop_frequency_cumulative": "cumulative"}
    places = [("Poland", "900", "2022-03-03"), ("Republic of Moldova", "120", "2022-03-02")]
    rows = [
        {"geomaster_name": name, "geomaster_id": at, "date": day, "individuals": number}
        | {"households": "0", "published": True, "population_groups": [group]}
        for at, (name, number, day) in enumerate(places)
    ]
    return _json({"data": rows})


def _dtm(key: str, level: str, query: dict[str, str]) -> Reply:
    if key != KEY:
        said = "Access denied due to invalid subscription key."
        return 401, json.dumps({"statusCode": 401, "message": said}).encode()
    row: dict[str, Any] = {"operation": "Made-up operation", "admin0Name": "Ukraine"}
    row |= {"admin0Pcode": query["Admin0Pcode"], "numPresentIdpInd": 5_000, "roundNumber": 1}
    row |= {"reportingDate": "2022-03-16T00:00:00", "displacementReason": "Conflict"}
    row |= {"yearReportingDate": 2022, "monthReportingDate": 3, "assessmentType": "BA"}
    row |= {"numberMales": None, "numberFemales": None, "operationStatus": "Active"}
    for place in range(1, int(level) + 1):
        row |= {f"admin{place}Name": f"Place {place}", f"admin{place}Pcode": f"UA7{place}"}
    rows = [row, row | {"displacementReason": "Disaster", "numPresentIdpInd": 20}]
    about = {"statusCode": 200, "isSuccess": True, "errorMessages": []}
    return _json({"isSuccess": True, **about, "totalRecordsCount": len(rows), "result": rows})


def _hapi(kind: str, query: dict[str, str]) -> Reply:
    if query.get("app_identifier") != KEY:
        said = {"error": "Unauthorized", "message": "app_identifier is required"}
        return 403, json.dumps(said).encode()
    offset, limit = int(query["offset"]), int(query["limit"])
    rows = (_hapi_idps() if kind == "idps" else _hapi_people())[offset : offset + limit]
    made = io.StringIO()
    writer = csv.DictWriter(made, _hapi_idps()[0] if kind == "idps" else _hapi_people()[0])
    writer.writeheader()
    writer.writerows(rows)
    return 200, made.getvalue().encode()


def _hapi_idps() -> list[dict[str, object]]:
    row: dict[str, object] = {
        "location_ref": 1,
        "location_code": CRISIS,
        "location_name": "Ukraine",
    }
    row |= {"has_hrp": True, "admin1_code": "", "admin1_name": "", "admin_level": 0}
    row |= {"assessment_type": "BA", "operation": "Made-up operation", "population": 5_000}
    rounds = {1: "2022-03-16", 2: "2022-04-01"}
    return [
        row
        | {"reporting_round": number, "reference_period_start": day, "reference_period_end": day}
        for number, day in rounds.items()
    ]


def _hapi_people() -> list[dict[str, object]]:
    row: dict[str, object] = {"origin_location_code": CRISIS, "origin_location_name": "Ukraine"}
    row |= {"asylum_location_code": "POL", "population_group": "REF", "gender": "all"}
    row |= {"age_range": "all", "min_age": "", "max_age": "", "population": 900}
    period = {"reference_period_start": "2022-01-01", "reference_period_end": "2022-12-31"}
    return [row | period, row | period | {"gender": "f", "population": 600}]


def _idmc(path: str, query: dict[str, str]) -> Reply:
    if query.get("client_id") != KEY:
        return 403, json.dumps({"detail": "client_id is required"}).encode()
    if "gidd" in path:
        row = {"iso3": CRISIS, "country_name": "Ukraine", "year": 2022}
        return _json({"results": [row | {"new_displacement": 900, "total_displacement": 400}]})
    row = {"id": 1, "iso3": CRISIS, "displacement_type": "Conflict", "qualifier": "total"}
    days = {"displacement_start_date": "2022-03-01", "displacement_end_date": "2022-03-02"}
    return _json([row | days | {"figure": 12, "created_at": "2022-03-03T10:00:00Z"}])
