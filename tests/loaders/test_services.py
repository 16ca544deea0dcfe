"""Everything that can be fetched, tried as configured on a server that answers as publishers do."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ledger import desk
from ledger.ledger import Ledger
from ledger.pulls import Pull
from loaders import drafting, pulling
from loaders.fetching import Patience
from tests.loaders.services import KEY, Services

pytestmark = pytest.mark.usefixtures("read_here")

QUICK = Patience(connect=2, read=1, whole=5, attempts=2, first_wait=0.01, longest_wait=0.02)
ALL = sorted(pulling.sources())
each_source = pytest.mark.parametrize("name", ALL)
# What one fetch brings: population type, measure, unit, count. Every number is made up.
COUNTS = {
    "unhcr_population": [
        ("refugees", "stock", "people", 900_001),
        ("refugees", "stock", "people", 900_002),
        ("asylum_seekers", "stock", "people", 45),
        ("asylum_seekers", "stock", "people", 45),
    ],
    "unhcr_portal_countries": [
        ("people_fleeing", "cumulative", "crossings", 900),
        ("people_fleeing", "cumulative", "crossings", 120),
    ],
    "unhcr_portal_days": [("people_fleeing", "flow", "crossings", n) for n in (110, 95, 130)],
    "iom_dtm_admin0": [("idps", "stock", "people", 5_020)],
    "iom_dtm_admin1": [("idps", "stock", "people", 5_020)],
    "iom_dtm_admin2": [("idps", "stock", "people", 5_020)],
    "hdx_hapi_idps": [("idps", "stock", "people", 5_000)] * 2,
    "hdx_hapi_refugees": [("refugees", "stock", "people", n) for n in (900, 600)],
    "idmc_gidd": [("idps", "flow", "people", 900), ("idps", "stock", "people", 400)],
    "idmc_idu": [("idps", "flow", "people", 12)],
}
NAMED = {"title_missing", "groups_absent", "unknown_format", "not_confirmed"}


@pytest.fixture
def services() -> Iterator[Services]:
    made = Services()
    yield made
    made.close()


@pytest.fixture
def ledger(tmp_path, monkeypatch) -> Ledger:
    for source in pulling.sources().values():
        if source.key_env:
            monkeypatch.setenv(source.key_env, KEY)
    return Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")


def pulled(ledger: Ledger, services: Services, name: str, **changed: object) -> Pull:
    source = pulling.sources()[name]
    here = replace(source, url=services.instead_of(source.url), **changed)
    return pulling.pull(ledger, here, QUICK)


def problems(ledger: Ledger, done: Pull) -> set[str]:
    prepared = drafting.prepare(ledger, desk.get(ledger, done.draft))
    return {problem.rule for _, problem in prepared.problems if problem.severity != "note"}


@each_source
def test_what_a_service_answers_becomes_a_draft_of_counts(ledger, services, name):
    done = pulled(ledger, services, name)
    prepared = drafting.prepare(ledger, desk.get(ledger, done.draft))
    rows = prepared.tables["counts"].to_pylist()
    told = [(r["population_type"], r["measure"], r["unit"], r["count"]) for r in rows]

    assert (done.outcome, problems(ledger, done)) == ("draft", set())
    assert sorted(told) == sorted(COUNTS[name])
    assert ledger.newest() == 0


@each_source
def test_a_source_that_may_publish_does_so(ledger, services, name):
    done = pulled(ledger, services, name, publish=True)

    assert (done.outcome, ledger.newest()) == ("published", 1)
    assert len(ledger.tables()["counts"]) == len(COUNTS[name])
    assert pulled(ledger, services, name, publish=True).outcome == "unchanged"


@each_source
def test_half_an_answer_is_a_named_problem_and_publishes_nothing(ledger, services, name):
    services.spoil = lambda body: body[: len(body) * 2 // 3]
    done = pulled(ledger, services, name, publish=True)

    assert ledger.newest() == 0
    assert done.outcome == "failed" or problems(ledger, done)


@each_source
def test_a_title_that_changed_is_a_named_problem_and_publishes_nothing(ledger, services, name):
    changed = {"unhcr_population": "refugees", "unhcr_portal_countries": "individuals"}
    changed |= {"unhcr_portal_days": "individuals", "hdx_hapi_idps": "population"}
    changed |= {"hdx_hapi_refugees": "population", "idmc_gidd": "new_displacement"}
    title = changed.get(name, "figure" if name == "idmc_idu" else "numPresentIdpInd").encode()
    services.spoil = lambda body: body.replace(title, b"total_of_all")
    done = pulled(ledger, services, name, publish=True)

    assert ledger.newest() == 0
    assert problems(ledger, done) & NAMED


@each_source
def test_a_page_of_html_with_status_200_makes_no_file(ledger, services, name):
    services.spoil = lambda body: b"<!DOCTYPE html><html><body>Maintenance</body></html>"
    done = pulled(ledger, services, name, publish=True)

    assert (done.outcome, done.draft, ledger.received_names()) == ("failed", None, {})


def test_a_key_that_is_refused_is_told_and_never_shown(ledger, services, monkeypatch):
    for name, status in (("iom_dtm_admin0", 401), ("hdx_hapi_idps", 403), ("idmc_idu", 403)):
        monkeypatch.setenv(str(pulling.sources()[name].key_env), "an old key")
        done = pulled(ledger, services, name)

        assert (done.outcome, done.draft) == ("failed", None)
        assert str(status) in done.detail
        assert "an old key" not in str(vars(done))


def test_a_failure_that_iom_tells_in_the_body_with_status_200_publishes_nothing(ledger, services):
    said = b'{"isSuccess": false, "statusCode": 500, "errorMessages": ["no"], "result": null}'
    services.spoil = lambda body: said
    done = pulled(ledger, services, "iom_dtm_admin0", publish=True)

    assert ledger.newest() == 0
    assert problems(ledger, done)


def test_a_service_s_pages_are_all_fetched(ledger, services):
    pulled(ledger, services, "unhcr_population")
    pulled(ledger, services, "hdx_hapi_idps")

    assert [path for path in services.asked if "page=2" in path]
    assert [path for path in services.asked if "offset=0" in path]
