from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ledger import accounts
from ledger.accounts import Account

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CLAIMS = {
    "is_logged_in": True,
    "iat": NOW.timestamp() - 600,
    "email": "anna@example.org",
    "sub": "17",
}


def test_a_role_gives_its_rights_and_no_others():
    assert [r for r in ("draft", "publish", "approve", "manage") if analyst().may(r)] == [
        "draft",
        "publish",
    ]
    assert not Account("anna").may("draft")
    assert not Account("anna", frozenset({"owner"})).may("draft")


def analyst() -> Account:
    return Account("anna", frozenset({"analyst"}))


def test_an_admin_gives_changes_and_takes_roles_and_the_audit_says_so(ledger):
    accounts.grant(ledger, "anna@example.org", "analyst", "carla")
    accounts.grant(ledger, "anna@example.org", "reviewer", "carla")
    assert accounts.roles(ledger) == {"anna@example.org": "reviewer"}
    accounts.grant(ledger, "anna@example.org", "", "carla")
    assert accounts.roles(ledger) == {}
    told = [(entry.who, entry.what, entry.note) for entry in ledger.trail()]
    assert told[0] == ("carla", "grant", "anna@example.org: -")
    assert len(told) == 3


@pytest.mark.parametrize(("account", "role"), [("anna", "owner"), ("  ", "analyst")])
def test_a_role_that_does_not_exist_and_an_account_without_a_name_are_refused(
    ledger, account, role
):
    with pytest.raises(ValueError, match="no such account or role"):
        accounts.grant(ledger, account, role, "carla")


def test_a_sign_in_link_opens_once(ledger):
    secret = accounts.make_link(ledger, "local analyst")
    session = accounts.follow_link(ledger, secret)

    assert accounts.of_session(ledger, session) == "local analyst"
    assert accounts.follow_link(ledger, secret) is None


def test_a_new_link_ends_the_one_before(ledger):
    old = accounts.make_link(ledger, "local analyst")
    accounts.make_link(ledger, "local analyst")

    assert accounts.follow_link(ledger, old) is None


def test_a_link_is_no_session_and_a_forged_secret_is_nothing(ledger):
    secret = accounts.make_link(ledger, "local analyst")

    assert accounts.of_session(ledger, secret) is None
    assert accounts.of_session(ledger, "forged") is None
    assert accounts.follow_link(ledger, "") is None


def test_a_session_ends_by_itself_and_when_somebody_signs_out(ledger):
    session = accounts.follow_link(ledger, accounts.make_link(ledger, "local analyst"))
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=13)):
        assert accounts.of_session(ledger, session) is None
    assert accounts.of_session(ledger, session) == "local analyst"
    accounts.end_session(ledger, session)
    assert accounts.of_session(ledger, session) is None


def test_the_provider_vouches_for_an_account_and_its_roles():
    claims = CLAIMS | {"roles": ["analyst", "owner"]}

    assert accounts.of_claims(claims, NOW, "roles") == analyst_of_example()
    assert accounts.of_claims(claims | {"roles": "analyst x"}, NOW, "roles") == analyst_of_example()
    assert accounts.of_claims(claims, NOW) == Account("anna@example.org")


def analyst_of_example() -> Account:
    return Account("anna@example.org", frozenset({"analyst"}))


@pytest.mark.parametrize(
    "changed",
    [
        {"is_logged_in": False},
        {"iat": NOW.timestamp() - 13 * 3600},
        {"iat": NOW.timestamp() + 3600},
        {"iat": None},
        {"email": None, "sub": ""},
    ],
    ids=["signed out", "expired", "from the future", "undated", "nameless"],
)
def test_a_session_that_is_not_fresh_or_names_nobody_is_nobody(changed):
    assert accounts.of_claims(CLAIMS | changed, NOW) is None


def test_an_address_that_the_provider_has_not_verified_is_not_believed():
    assert accounts.of_claims(CLAIMS | {"email_verified": False}, NOW) == Account("17")


@pytest.mark.parametrize(
    ("ends", "headers", "here"),
    [
        (["127.0.0.1", "127.0.0.1"], ["host"], True),
        (["::1"], [], True),
        (["10.0.0.7", "127.0.0.1"], [], False),
        (["127.0.0.1", "192.168.1.4"], [], False),
        ([None], [], False),
        (["127.0.0.1"], ["X-Forwarded-For"], False),
    ],
)
def test_this_machine_is_told_from_others_and_from_a_proxy(ends, headers, here):
    assert accounts.is_this_machine(ends, headers) is here
