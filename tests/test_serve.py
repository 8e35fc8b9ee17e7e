"""The page that `serve` gives a browser, and whom it refuses."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys

import pytest
from aiohttp.test_utils import TestClient, TestServer
from running import ROOT, run_cli

from kompetanse_qa import serve
from kompetanse_qa.cli.serve import look


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("KOMPETANSE_QA_STATE", str(tmp_path / "state"))


def client(tmp_path, *, only_here: bool = True) -> TestClient:
    app = serve.application(tmp_path / "index", tmp_path / "corpus", look=look, only_here=only_here)
    return TestClient(TestServer(app))


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.10", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_only_loopback_addresses_are_for_this_machine_alone(host, only_here):
    assert serve.is_loopback(host) is only_here


async def test_the_page_is_norwegian_and_its_every_file_comes_from_here(tmp_path):
    async with client(tmp_path) as browser:
        response = await browser.get("/")
        page = await response.text()
        assert '<html lang="nb">' in page
        assert "<title>kompetanse_qa</title>" in page
        assert "$" not in page  # every place in the template was filled
        links = re.findall(r'(?:src|href)="([^"]+)"', page)
        files = [link for link in links if link not in ("/", "data:,")]
        assert len(files) == 5  # font, two style sheets, two scripts
        for file in files:
            assert file.startswith("/"), file
            assert (await browser.get(file)).status == 200, file
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_the_style_sheet_takes_its_fonts_from_here(tmp_path):
    async with client(tmp_path) as browser:
        style = await (await browser.get("/page/page.css")).text()
        fonts = re.findall(r'url\("([^"]+)"\)', style)
        assert len(fonts) == 2  # upright and italic
        for font in fonts:
            assert font.startswith("/static/fonts/")
            assert (await browser.get(font)).status == 200


async def test_the_page_wears_the_theme_that_was_chosen_last(tmp_path):
    (tmp_path / "state").mkdir()
    async with client(tmp_path) as browser:
        assert "--background: #12161a" in await (await browser.get("/")).text()
        (tmp_path / "state" / "settings.json").write_text('{"theme": "light"}', "utf-8")
        assert "--background: #fbfaf7" in await (await browser.get("/")).text()


async def test_another_page_can_neither_connect_nor_read(tmp_path):
    async with client(tmp_path) as browser:
        for path in ("/ws", "/", "/static/js/textual.js"):
            refused = await browser.get(path, headers={"Origin": "http://example.org"})
            assert refused.status == 403
            assert "Avvist" in await refused.text()


async def test_a_name_that_was_made_to_point_here_is_refused(tmp_path):
    async with client(tmp_path) as browser:
        assert (await browser.get("/", headers={"Host": "example.org"})).status == 403
        assert (await browser.get("/", headers={"Host": "localhost:8000"})).status == 200


async def test_on_the_network_any_name_will_do_but_not_another_page(tmp_path):
    async with client(tmp_path, only_here=False) as browser:
        ours = {"Host": "maskin.kommune.no:8000", "Origin": "http://maskin.kommune.no:8000"}
        response = await browser.get("/", headers=ours)
        assert response.status == 200
        assert 'websocket-url="ws://maskin.kommune.no:8000/ws"' in await response.text()
        theirs = {**ours, "Origin": "http://example.org"}
        assert (await browser.get("/", headers=theirs)).status == 403


async def test_a_name_can_put_no_markup_on_the_page(tmp_path):
    async with client(tmp_path, only_here=False) as browser:
        page = await (await browser.get("/?fontsize=1%22%3E%3Cb%3E")).text()
        assert "<b>" not in page
        assert 'data-font-size="16"' in page
        assert 'data-font-size="22"' in await (await browser.get("/?fontsize=22")).text()


def test_another_machine_is_let_in_only_when_that_is_said_outright():
    done = run_cli("serve", "--host", "0.0.0.0")
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.split())
    assert "uten innlogging: alle som når adressen, kan lese rapportene" in said
    assert "--allow-network" in said


def test_a_port_that_is_taken_is_said_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run_cli("serve", "--port", str(port))
    assert done.returncode == 3
    said = " ".join(done.stderr.split())
    assert f"Kan ikke åpne 127.0.0.1, port {port}: et annet program bruker porten" in said
    assert "--port TALL" in said


def test_it_says_where_it_is_and_an_interrupt_ends_it_cleanly():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    served = subprocess.Popen(
        [sys.executable, "-m", "kompetanse_qa", "serve", "--port", port],
        stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert served.stderr is not None
    assert served.stderr.readline() == f"kompetanse_qa er åpen på http://127.0.0.1:{port}/\n"
    assert served.stderr.readline() == "Ctrl+C avslutter.\n"
    served.send_signal(signal.SIGINT)
    assert served.communicate(timeout=30)[1] == "Avsluttet.\n"
    assert served.returncode == 0
