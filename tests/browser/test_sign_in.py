"""Signing in with a real OpenID provider: roles, review by a second person, refusal, forgery."""

import json
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ledger.words import say
from tests.browser import desk
from tests.browser.conftest import copied, free_port, serving
from tests.browser.desk import give, go_on, press, sees, write_note

COOKIE = "_streamlit_user"
SECRET = "made up for tests, and long enough to be one"
# Nobody real. Anna's role comes from the provider's claim, Ben's from an admin's hand.
ANNA, BEN, CARLA, DAN = (f"{name}@example.org" for name in ("anna", "ben", "carla", "dan"))


@pytest.fixture(scope="module")
def provider():
    """The address of a provider that knows four people."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(200):
            try:
                httpx2.get(f"{address}/.well-known/openid-configuration")
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        for person in (ANNA, BEN, CARLA, DAN):
            claims = {"email": person, "name": "Made up"}
            claims |= {"roles": ["analyst"]} if person == ANNA else {}
            httpx2.put(f"{address}/users/{person}", json=claims).raise_for_status()
        yield address
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(scope="module")
def data(seeded, tmp_path_factory) -> Path:
    return copied(seeded, tmp_path_factory.mktemp("provided"))


@pytest.fixture(scope="module")
def served(provider, data):
    """A server whose people sign in with the provider; Carla is its first admin."""
    port = free_port()
    secrets = data / "secrets.toml"
    secrets.write_text(
        f"""
        [auth]
        redirect_uri = "http://localhost:{port}/oauth2callback"
        cookie_secret = "{SECRET}"
        client_id = "made-up"
        client_secret = "made-up"
        server_metadata_url = "{provider}/.well-known/openid-configuration"

        [accounts]
        roles_claim = "roles"
        admins = ["{CARLA}"]
        """
    )
    with serving(data, more=("--secrets.files", str(secrets)), port=port) as address:
        yield address


def sign_in(browser, served: str, person: str, path: str = "/upload?lang=en"):
    """A page of somebody who signed in on the way to a path."""
    page = desk.new_context(browser).new_page()
    page.goto(served + path)
    page.get_by_role("main").get_by_role("button", name=say("sign_in.title", "en")).click()
    page.get_by_placeholder("sub").fill(person)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{served}/**")
    return page


def test_an_analyst_asks_a_reviewer_approves_and_the_analyst_publishes(browser, served):
    admin = sign_in(browser, served, CARLA, "/accounts?lang=en")
    sees(admin, say("accounts.roles", "en"))
    assert "/accounts" in admin.url
    _give_role(admin, BEN, "reviewer")

    anna = sign_in(browser, served, ANNA)
    sees(anna, say("upload.about", "en")[:40])
    give(anna, desk.file(("POL", 8_000_001, "2022-06-10")), "en")
    link = anna.url.replace("/problems", "/publish")
    go_on(anna, "en")
    write_note(anna, "Made up, please look", "en")
    press(anna, "publish.ask_review", "en")
    sees(anna, "Waits for a review")
    assert anna.get_by_role("button", name=say("publish.approve", "en")).count() == 0

    ben = sign_in(browser, served, BEN, link.removeprefix(served))
    sees(ben, "Waits for a review")
    assert link.partition("?")[2] in ben.url
    ben.get_by_role("textbox", name=say("publish.remark", "en")).fill("Looks right")
    press(ben, "publish.say", "en")
    sees(ben, "Looks right")
    press(ben, "publish.approve", "en")
    sees(ben, f"Approved by {BEN}")
    assert ben.get_by_role("button", name=say("publish.now", "en")).is_disabled()

    anna.goto(link)
    sees(anna, "Looks right")
    press(anna, "publish.now", "en")
    anna.wait_for_url("**/versions?**")
    sees(anna, "Made up, please look")

    admin.goto(f"{served}/accounts?lang=en")
    sees(admin, say("accounts.trail", "en"))
    with admin.expect_download() as download:
        press(admin, "download.csv", "en")
    trail = download.value.path().read_text()
    for entry, who in (("keep", ANNA), ("approve", BEN), ("publish", ANNA), ("grant", CARLA)):
        said = say(f"audit.{entry}", "en")
        assert any(said in line and who in line for line in trail.splitlines()), (entry, trail)
    for page in (admin, anna, ben):
        page.context.close()


def _give_role(admin, account: str, role: str) -> None:
    """Give a role, as an admin does."""
    admin.get_by_role("textbox", name=say("accounts.account", "en")).fill(account)
    admin.get_by_role("combobox", name=say("accounts.role", "en")).click()
    admin.get_by_role("option", name=role).click()
    press(admin, "accounts.give", "en")
    admin.get_by_role("cell", name=account).or_(
        admin.get_by_role("rowheader", name=account)
    ).first.wait_for()


def test_who_has_no_role_is_signed_in_and_can_do_nothing(browser, served):
    page = sign_in(browser, served, DAN)

    sees(page, say("sign_in.no_right", "en", name=DAN, right=say("right.draft", "en"))[:50])
    page.goto(f"{served}/accounts?lang=en")
    sees(page, "may not")
    assert not page.get_by_text(say("accounts.trail", "en")).count()
    page.context.close()


def test_who_is_refused_by_the_provider_is_told(browser, served):
    page = desk.new_context(browser).new_page()
    page.goto(f"{served}/upload?lang=en")
    page.get_by_role("main").get_by_role("button", name=say("sign_in.title", "en")).click()
    page.get_by_role("button", name="Deny").click()
    sees(page, say("sign_in.did_not_work", "en")[:40])
    page.context.close()


def signed(served: str, told_at: float, secret: str = SECRET) -> str:
    """The cookie of a session of Carla's, as Streamlit writes it."""
    claims = {"email": CARLA, "sub": CARLA, "iat": int(told_at), "is_logged_in": True}
    claims |= {"provider": "default", "origin": served}
    return create_signed_value(secret, COOKIE, json.dumps(claims)).decode()


@pytest.mark.parametrize("case", ["fresh", "expired", "forged", "changed"])
def test_only_a_fresh_session_signed_by_this_server_is_believed(browser, served, case):
    now = time.time()
    value = {
        "fresh": signed(served, now),
        "expired": signed(served, now - 13 * 3600),
        "forged": signed(served, now, "another secret, made up by somebody else"),
        "changed": signed(served, now)[:-3] + "abc",
    }[case]
    context = desk.new_context(browser)
    context.add_cookies([{"name": COOKIE, "value": value, "url": served}])
    page = context.new_page()
    page.goto(f"{served}/upload?lang=en")
    sees(page, say("upload.about" if case == "fresh" else "sign_in.why", "en")[:60])
    context.close()
