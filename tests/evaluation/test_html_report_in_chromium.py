"""The page in a real headless Chromium: sorting, filtering, folding, width, contrast, silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kompetanse_qa.evaluation.html_report import html_report
from tests.evaluation.html_report_example import two_systems

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The least contrast of any text on the page: WCAG's relative luminance, own or inherited ground.
LEAST_CONTRAST = """
const light = (color) => {
  const part = color.match(/[\\d.]+/g).slice(0, 3).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (color !== "rgba(0, 0, 0, 0)") return light(color);
  }
};
let least = [99, ""];
for (const element of document.body.querySelectorAll("*")) {
  const text = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  if (!text || element.localName === "script" || element.localName === "option") continue;
  const style = getComputedStyle(element);
  const ink = light(element.localName === "text" ? style.fill : style.color);
  const paper = ground(element);
  const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  if (ratio < least[0]) least = [ratio, element.outerHTML.slice(0, 80)];
}
return least;
"""
ORDER = "return [...document.querySelectorAll('td.id')].map((cell) => cell.textContent)"
SHOWN = (
    "return [...document.querySelectorAll('#question-table tbody:not([hidden]) td.id')]"
    ".map((cell) => cell.textContent)"
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no chromium and chromedriver on this machine")
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(chromium: Chrome, tmp_path: Path) -> Chrome:
    """The two systems' page, 1400 wide and light."""
    path = tmp_path / "report.html"
    html = html_report(two_systems(), command="kompetanse-qa eval", made=date(2025, 11, 21))
    path.write_text(html, encoding="utf-8")
    look(chromium, 1400)
    chromium.get(path.as_uri())
    return chromium


def look(chromium: Chrome, width: int, scheme: str = "light") -> None:
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    chromium.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )


def heads(chromium: Chrome) -> list:
    return chromium.find_elements("css selector", "#question-table thead tr:last-child th")


def test_it_opens_without_a_console_message_and_asks_for_nothing(opened: Chrome) -> None:
    opened.get_log("performance")
    opened.refresh()
    asked = [
        event["params"]["request"]["url"]
        for entry in opened.get_log("performance")
        if (event := json.loads(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
    ]
    assert asked[0] == opened.current_url  # the page itself: the log does see requests
    assert [url for url in asked[1:] if not url.startswith("data:")] == []
    assert opened.get_log("browser") == []
    assert opened.title == "Evaluering: hage & buss"  # the script in a question did not run


def test_numbers_in_names_sort_as_numbers(opened: Chrome) -> None:
    head = heads(opened)[0]
    head.find_element("css selector", "button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert opened.execute_script(ORDER) == ["q1", "q2", "q3", "q4", "q10"]
    head.find_element("css selector", "button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.execute_script(ORDER) == ["q10", "q4", "q3", "q2", "q1"]


def test_differences_sort_by_value_with_unanswerable_questions_last(opened: Chrome) -> None:
    button = heads(opened)[-1].find_element("css selector", "button")
    button.click()
    # kompetanse − bm25: q2 −.5, q1 0, q10 .5, q3 .631; q4 has no answer.
    assert opened.execute_script(ORDER) == ["q2", "q1", "q10", "q3", "q4"]
    button.click()
    assert opened.execute_script(ORDER) == ["q3", "q10", "q1", "q2", "q4"]


def test_every_column_sorts_and_only_one_is_marked(opened: Chrome) -> None:
    columns = heads(opened)
    # Number and question, two slices, three for each system, the difference.
    assert len(columns) == 2 + 2 + 3 * 2 + 1
    for place, head in enumerate(columns):
        head.find_element("css selector", "button").click()
        assert [other.get_attribute("aria-sort") for other in columns if other != head] == [
            "none"
        ] * 10
        assert head.get_attribute("aria-sort") == "ascending"
        texts = opened.execute_script(
            "return [...document.querySelectorAll('tr.asked')]"
            ".map((row) => row.cells[arguments[0]].textContent)",
            place,
        )
        as_sorted = opened.execute_script(
            "const number = (t) => Number(t.replace(',', '.').replace('−', '-'));"
            "const order = new Intl.Collator('nb', {numeric: true}).compare;"
            "return arguments[0].toSorted((a, b) => isNaN(number(a)) || isNaN(number(b)) ?"
            " (a === '–') - (b === '–') || order(a, b) : number(a) - number(b))",
            texts,
        )
        assert texts == as_sorted


def test_words_slices_and_wrong_only_leave_what_fits(opened: Chrome) -> None:
    search = opened.find_element("id", "search")
    output = opened.find_element("id", "shown")
    assert output.text == "Viser 5 av 5 spørsmål"
    search.send_keys("KOMMUNEN  binger kjøpte")
    # «kjøpte» and «binger» stand in every passage, so in every question.
    assert opened.execute_script(SHOWN) == ["q1", "q2", "q3", "q4", "q10"]
    search.clear()
    search.send_keys("beviset q3")
    assert opened.execute_script(SHOWN) == ["q3"]
    assert output.text == "Viser 1 av 5 spørsmål"
    search.clear()
    search.send_keys(" ")
    opened.find_element("css selector", "select[data-slice=lang]").send_keys("bok")
    assert opened.execute_script(SHOWN) == ["q1", "q4", "q10"]
    opened.find_element("id", "wrong").click()
    # kompetanse: q4 is answered falsely, q10 is not answered.
    assert opened.execute_script(SHOWN) == ["q4", "q10"]
    nothing = opened.find_element("id", "none")
    assert not nothing.is_displayed()
    opened.find_element("css selector", "select[data-slice=difficulty]").send_keys("samme")
    assert opened.execute_script(SHOWN) == []
    assert nothing.is_displayed()


def test_a_question_folds_out_from_the_keyboard_with_both_passages(opened: Chrome) -> None:
    button = opened.find_element("css selector", "td.question button")
    fold = opened.find_element("id", button.get_attribute("aria-controls"))
    assert (button.get_attribute("aria-expanded"), fold.is_displayed()) == ("false", False)
    button.send_keys("\n")
    assert (button.get_attribute("aria-expanded"), fold.is_displayed()) == ("true", True)
    assert "Beviset for q1." in fold.text
    first, second = fold.find_elements("css selector", ".tops section")
    assert (first.text.split("\n")[0], second.text.split("\n")[0]) == ("kompetanse", "bm25")
    assert first.location["y"] == second.location["y"]  # side by side
    marks = fold.find_elements("css selector", "mark")
    assert [mark.text for mark in marks] == ["Kommunen kjøpte 14 binger."]
    button.send_keys("\n")
    assert not fold.is_displayed()


@pytest.mark.parametrize("width", [400, 420, 800, 1280, 1345, 1600])
def test_the_page_is_never_wider_than_the_window(opened: Chrome, width: int) -> None:
    look(opened, width)
    opened.find_element("css selector", "td.question button").click()
    wide, window = opened.execute_script(
        "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window


def test_narrow_pages_still_sort(opened: Chrome) -> None:
    look(opened, 400)
    button = heads(opened)[-1].find_element("css selector", "button")
    assert button.is_displayed()
    button.click()
    assert opened.execute_script(ORDER) == ["q2", "q1", "q10", "q3", "q4"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_all_text_has_contrast_aa(opened: Chrome, scheme: str, width: int) -> None:
    look(opened, width, scheme)
    ratio, where = opened.execute_script(LEAST_CONTRAST)
    assert ratio >= 4.5, where
