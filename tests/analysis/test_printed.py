"""Pictures drawn without a browser say what the interactive charts say, and run nothing."""

import gzip
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
import vl_convert
from PIL import Image

from analysis import charts, printed
from analysis.charts import Chart, Mark
from analysis.printed import Caption
from analysis.printed.frame import width_of, wrapped
from analysis.traces import Line
from analysis.wording import Wording
from ledger import crisis

ENGLISH, FRENCH = Wording("en"), Wording("fr")
HOSTILE = "<script>alert(\"1\")</script> & 'x'"
SVG = "{http://www.w3.org/2000/svg}"


def line(name="Poland", values=(1000.0, 2000.0, 3000.0), days=None, **more):
    days = days or [pd.Timestamp(2022, 3, 1) + pd.Timedelta(days=i) for i in range(len(values))]
    said = [f"{value:,.0f}" for value in values]
    exact = ["exact"] * len(values)
    look = {"colour": charts.THEME_COLOURS[0], "label": name}
    return Line(name, days, list(values), said, exact, **look | more)


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def strokes(svg):
    paths = ElementTree.fromstring(svg).iter(f"{SVG}path")
    return [path for path in paths if path.get("stroke-width") == "2"]


def test_a_gap_is_a_gap_and_a_lone_count_a_dot():
    days = [pd.Timestamp(2022, 3, day) for day in (1, 2, 5, 9, 10)]
    svg = printed.lines_svg([line(values=(1, 2, 3, 4, 5), days=days)], Chart("People"), ENGLISH, "")
    drawn = [path.get("d") for path in strokes(svg) if "L" in path.get("d")]
    dots = [path for path in ElementTree.fromstring(svg).iter(f"{SVG}path") if path.get("fill")]

    assert len(drawn) == 2
    assert len([path for path in dots if "A" in path.get("d", "")]) == 1


def faint(svg):
    paths = ElementTree.fromstring(svg).iter(f"{SVG}path")
    return len([path for path in paths if 0 < float(path.get("opacity") or 1) < 1])


def test_lines_as_they_were_published_before_are_drawn_faint_behind():
    was = line(values=(900.0, 4000.0, 2500.0))
    svg = printed.lines_svg([line()], Chart("People", earlier=[was]), ENGLISH, "")
    without = printed.lines_svg([line()], Chart("People"), ENGLISH, "")

    assert faint(svg) > faint(without)
    assert "4,000" in texts(svg)
    assert "4,000" not in texts(without)


def test_provisional_counts_are_dashed_and_falls_marked():
    settled = printed.lines_svg([line()], Chart("People"), ENGLISH, "")
    told = line(provisional=[False, False, True], falls=["", "fell", ""])
    marked = printed.lines_svg([told], Chart("People"), ENGLISH, "")

    assert not any(path.get("stroke-dasharray") for path in strokes(settled))
    assert any(path.get("stroke-dasharray") == "6,4" for path in strokes(marked))
    assert marked.count('fill="#FFFFFF"') == 1


def test_numbers_days_names_and_marks_are_written_in_the_readers_language():
    mark = Mark(date(2022, 3, 2), "Nouvelle méthode")
    svg = printed.lines_svg([line("Pologne")], Chart("Personnes", marks=[mark]), FRENCH, "")
    written = texts(svg)

    assert "Personnes" in written
    assert "Pologne" in written
    assert "Nouvelle méthode" in written
    assert "3\u202f000" in written
    assert "1 mars" in written


def test_on_a_logarithmic_axis_powers_of_ten_are_written():
    chart = Chart("People", log=True)
    svg = printed.lines_svg([line(values=(900.0, 20_000.0, 3_000_000.0))], chart, ENGLISH, "")

    assert {"1,000", "10,000", "100,000", "1,000,000"} <= {*texts(svg)}


@pytest.mark.parametrize("values", [(5.0,), (0.0,), (7.0, 7.0), ()])
def test_one_count_equal_counts_and_no_count_are_drawn(values):
    for log in (False, True):
        svg = printed.lines_svg([line(values=values)], Chart("People", log=log), ENGLISH, "")

        assert ElementTree.fromstring(svg).tag == f"{SVG}svg"
        assert "NaN" not in svg


def test_what_stands_in_data_is_text_in_the_picture():
    caption = Caption(HOSTILE, [HOSTILE])
    one = line(HOSTILE)
    lines = printed.lines_svg([one], Chart(HOSTILE), ENGLISH, HOSTILE, caption=caption)
    bars = printed.bars_svg([HOSTILE], [1], [HOSTILE], ENGLISH, HOSTILE, caption=caption)
    for svg in (lines, bars):
        tree = ElementTree.fromstring(svg)

        assert not list(tree.iter(f"{SVG}script"))
        assert HOSTILE in [element.get("aria-label") for element in tree.iter()]
        assert not re.search(r"https?://(?!www.w3.org)", svg)


def test_a_caption_is_inside_the_picture():
    caption = Caption("Poland received most people " * 8, ["Source: UNHCR", "Version 27"])
    svg = printed.lines_svg([line()], Chart("People"), ENGLISH, "", (600, 300), caption)
    written = " ".join(text for text in texts(svg) if text)
    picture = Image.open(BytesIO(printed.as_png(svg, 2)))

    assert "Source: UNHCR" in written
    assert "Version 27" in written
    assert picture.width == 1200
    assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def drawings():
    """One picture of each kind, with everything that it may have."""
    days = [pd.Timestamp(2022, 3, 1) + pd.Timedelta(days=i) for i in range(120)]
    each = [
        line(f"Country {number}", [1000.0 + 37 * number * i for i in range(120)], days)
        for number in range(5)
    ]
    told = replace(each[0], provisional=[False] * 119 + [True], falls=[""] * 60 + ["fell"] * 60)
    before = replace(each[1], label="5 Mar", revisions=["was another"] * 120)
    marks = [Mark(days[20].date(), "New method"), Mark(days[90].date(), "New method")]
    chart = Chart("People", marks=marks, earlier=[before])
    places = pd.DataFrame({"longitude": [24.0, 28.5], "latitude": [49.5, 47.0]})
    names = ["Poland", "Moldova"]
    return {
        "lines": lambda: printed.lines_svg([told, *each[1:]], chart, ENGLISH, "Lines"),
        "bars": lambda: printed.bars_svg(names, [2, 1], ["2", "1"], ENGLISH, "Bars"),
        "flows": lambda: printed.map_svg(of_places(), crisis.read(), ENGLISH, "Map"),
        "places": lambda: printed.points_svg(places, crisis.read(), FRENCH, "Places"),
    }


MOST_BYTES = {"lines": 12_000, "bars": 2_000, "flows": 25_000, "places": 25_000}


@pytest.mark.parametrize("kind", MOST_BYTES)
def test_pictures_are_small_the_same_each_time_and_valid(kind, monkeypatch):
    asked = []
    draw = vl_convert.vegalite_to_svg
    monkeypatch.setattr(
        vl_convert, "vegalite_to_svg", lambda spec, **more: asked.append(spec) or draw(spec, **more)
    )
    first, again = (drawings()[kind]() for _ in range(2))

    assert first == again
    assert len(gzip.compress(first.encode())) < MOST_BYTES[kind]
    for spec in asked:
        as_json = json.loads(json.dumps({**spec, "background": "white"}))
        # Raises when a part of a chart is not as the schema of Vega-Lite has it.
        alt.LayerChart.from_dict(as_json, validate=True)


def test_names_inside_two_pictures_of_a_document_do_not_meet():
    inside = [set(re.findall(r'id="([^"]+)"', draw())) for draw in drawings().values()]

    assert any(inside)
    assert sum(map(len, inside)) == len(set.union(*inside))


def test_earlier_values_are_thin_lines_with_a_ring_where_they_differ():
    before = line(values=(1500.0, 2000.0), label="5 Mar", revisions=["another", ""])
    svg = printed.lines_svg([line()], Chart("People", earlier=[before]), ENGLISH, "")
    paths = list(ElementTree.fromstring(svg).iter(f"{SVG}path"))
    thin = [path for path in paths if path.get("stroke-width") == "1" and "L" in path.get("d")]
    rings = [path for path in paths if "A" in path.get("d") and not path.get("fill")]

    assert len([path for path in thin if path.get("stroke") == "#0072BC"]) == 1
    assert len(rings) == 1


@pytest.mark.parametrize("of", [0, 1])
def test_a_map_of_places_shows_them_all_and_no_name_that_is_cut(of):
    places = [
        pd.DataFrame({"longitude": [22.2, 40.1], "latitude": [45.3, 52.4]}),
        pd.DataFrame({"longitude": [28.5], "latitude": [47.0]}),
    ][of]
    svg = printed.points_svg(places, crisis.read(), ENGLISH, "", (500, 300))
    tree = ElementTree.fromstring(svg)
    dots = [path for path in tree.iter(f"{SVG}path") if path.get("stroke") == "white"]
    where = [re.search(r"translate\(([\d.-]+),([\d.-]+)\)", dot.get("transform")) for dot in dots]

    assert len(dots) == len(places)
    assert all(0 < float(at[1]) < 500 and 0 < float(at[2]) < 300 for at in where)


@pytest.mark.parametrize("text", ["Réfugiés " * 30, "W" * 200, "Київ і Львів " * 20, "", "a b"])
def test_a_text_keeps_to_its_width_and_loses_no_word(text):
    lines = wrapped(text, 400, 20)

    assert " ".join(lines).split() == text.split()
    assert all(width_of(one, 20) <= 400 or " " not in one for one in lines)


def test_a_number_is_never_broken_at_its_own_spaces():
    assert all("\u202f" in one for one in wrapped("3\u202f864\u202f723 " * 20, 120, 12) if one)


def of_places():
    places = [*crisis.read().places][1:3]
    return pd.DataFrame(
        {
            "location_iso3": places,
            "count": [400_000, 100_000],
            "qualifier": ["at_least", "exact"],
            "reference_period_end": pd.Timestamp(2022, 3, 1),
            "state": "current",
            "is_expired": False,
        }
    )


def test_the_map_has_a_circle_with_the_area_of_each_count():
    svg = printed.map_svg(of_places(), crisis.read(), ENGLISH, "Where people went")
    circles = [p for p in ElementTree.fromstring(svg).iter(f"{SVG}path") if "A" in p.get("d", "")]
    sizes = [float(re.match(r"M([\d.]+)", circle.get("d")).group(1)) for circle in circles]

    assert sizes[0] == pytest.approx(2 * sizes[1], rel=0.02)
    assert {"400,000+", "100,000"} <= {*(part.text for part in ElementTree.fromstring(svg).iter())}
