"""The app in a real browser: type a question, read the answer, fetch nothing from elsewhere."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from running import ROOT

selenium = pytest.importorskip(
    "selenium", reason="selenium is not installed: pip install -e .[dev]"
)
from selenium import webdriver  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None,
    reason="no chromium here: apt-get install chromium chromium-driver",
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 120
"""Seconds that a busy machine may take to load the model; nothing waits longer than it must."""
# The terminal is drawn on a canvas: what it shows is what it hands out when it is copied.
COPY = """
const copied = new DataTransfer();
document.querySelector(".xterm").dispatchEvent(
  new ClipboardEvent("copy", {clipboardData: copied, bubbles: true, cancelable: true}));
return copied.getData("text/plain");
"""


@pytest.fixture
def address(real_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The app on the real index, served; ended by an interrupt."""
    monkeypatch.setenv("KOMPETANSE_QA_STATE", str(tmp_path / "state"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [sys.executable, "-m", "kompetanse_qa", "serve", "--port", str(port),
         "--index", str(real_index), "--corpus", str(ROOT / "corpus")],
        stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert served.stderr is not None
    assert "er åpen" in served.stderr.readline()
    yield f"http://127.0.0.1:{port}/"
    served.send_signal(signal.SIGINT)
    served.communicate(timeout=60)
    assert served.returncode == 0


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """Chromium with a window narrow enough that the answer stands above the passage."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=900,1000"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def on_screen(browser: webdriver.Chrome) -> str:
    """What the terminal in the page shows, with every gap one space wide."""
    screen = browser.find_element(By.CSS_SELECTOR, ".xterm-screen")
    right, down = screen.size["width"] // 2 - 2, screen.size["height"] // 2 - 2
    drag = ActionChains(browser).key_down(Keys.SHIFT)
    drag.move_to_element_with_offset(screen, -right, -down).click_and_hold()
    drag.move_to_element_with_offset(screen, right, down).release().key_up(Keys.SHIFT).perform()
    return " ".join(browser.execute_script(COPY).split())


def requested(browser: webdriver.Chrome) -> set[str]:
    """Every address that the page asked for, websockets too."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    sockets = [m["params"]["url"] for m in messages if m["method"] == "Network.webSocketCreated"]
    return {*(params["request"]["url"] for params in sent), *sockets}


def test_a_question_with_norwegian_letters_is_typed_and_its_answer_read(address, browser):
    browser.get_log("performance")  # what the empty browser itself looked up before
    browser.get(address)
    wait = WebDriverWait(browser, PATIENCE, poll_frequency=0.2)
    # Nobody has clicked: the keyboard is the terminal's from the first picture on.
    wait.until(lambda b: b.switch_to.active_element.get_attribute("aria-label") is not None)
    keyboard = browser.switch_to.active_element
    assert keyboard.get_attribute("aria-label") == "Tastatur til kompetanse_qa"
    question = "Hva bør lærerne på videregående få størst kompetanse om, ifølge dem selv? æøå ÆØÅ"
    keyboard.send_keys(question)
    wait.until(lambda b: question in on_screen(b))
    keyboard.send_keys(Keys.CONTROL, "u")
    keyboard.send_keys("Hva er forskjellen på etterutdanning og videreutdanning?", Keys.ENTER)
    # As it stands in partnerskap-for-laererkompetanse-2012.md.
    answer = (
        "Med videreutdanning mener forskerne kurs som leder til studiepoeng, mens etterutdanning "
        "er kurs som ikke leder til studiepoeng."
    )
    wait.until(lambda b: answer in on_screen(b))

    schemes_and_hosts = {
        (parts.scheme, parts.netloc)
        for parts in map(urlsplit, requested(browser))
        if parts.scheme not in ("data", "chrome")
    }
    here = urlsplit(address).netloc
    assert schemes_and_hosts == {("http", here), ("ws", here)}


def test_quitting_says_so_and_offers_to_open_again(address, browser):
    browser.get(address)
    wait = WebDriverWait(browser, PATIENCE, poll_frequency=0.2)
    wait.until(lambda b: b.switch_to.active_element.get_attribute("aria-label") is not None)
    browser.switch_to.active_element.send_keys(Keys.CONTROL, "q")
    closed = browser.find_element(By.CSS_SELECTOR, ".closed")
    wait.until(lambda _: closed.is_displayed())
    assert closed.text.split("\n") == ["Programmet er avsluttet.", "Åpne på nytt"]
    closed.find_element(By.TAG_NAME, "a").click()
    wait.until(
        lambda b: "-first-byte" in b.find_element(By.TAG_NAME, "body").get_attribute("class")
    )
