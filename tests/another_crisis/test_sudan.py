"""The same code shows another emergency: Sudan 2023, from a handful of sourced counts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import documents

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
THIN = "\u202f"


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, str]:
    """What every page says, set up in a temporary folder as docs/another_crisis.md tells."""
    folder = tmp_path_factory.mktemp("sudan")
    shutil.copy(HERE / "crisis.toml", folder)
    shutil.copytree(HERE / "received", folder / "received")
    named = {"DISPLACEMENT_CRISIS": str(folder / "crisis.toml"), "DISPLACEMENT_DATA": str(folder)}
    command = [sys.executable, "-m", "tests.another_crisis.opened"]
    made = subprocess.run(
        command, cwd=ROOT, env=os.environ | named, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr[-3000:]
    return json.loads(made.stdout)


def test_every_page_opens_on_the_other_crisis_and_none_names_ours(said):
    assert len(said) > 20
    for page, text in said.items():
        assert text, page
        assert "Ukrain" not in text, page


def test_its_counts_stand_there_with_their_qualifiers(said):
    assert "More than 697,000 people" in said["situation en"]
    assert f"Plus de 697{THIN}000 personnes" in said["situation fr"]
    assert "> 2,200,000" in said["internally_displaced en"]
    assert "> 400,000" in said["people_fleeing en"] or "400,000" in said["people_fleeing en"]
    assert "115" in said["third_country_nationals en"]


def test_its_maps_have_its_countries(said):
    assert {"SDN", "TCD", "SSD", "EGY", "ETH", "CAF", "LBY"} <= {*said["shapes"].split("~")}
    assert said["card"] == "image/png"


def test_every_light_version_is_made(said):
    assert all(said[f"brief {page}"] for page in documents.PAGES)
    assert "697,000" in said["brief situation"]
