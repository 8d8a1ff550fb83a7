"""Draw the pictures of README and docs: a site of its own on the sample stories, seen with a real Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SAMPLES = ROOT / "tests" / "importing" / "data" / "page_text"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> int:
    """Make the site, take the pictures, take the site down."""
    if not CHROMIUM:
        print("No Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM.")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        address = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "DEBUG": "on",
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SITE_NAME": "The Ellery Courier",
        }
        for command in (
            ["migrate", "--verbosity", "0"],
            ["import_articles", "seeds/page_text", "--publish", "--verbosity", "0"],
            ["import_articles", "seeds/drafts", "--verbosity", "0"],
            ["demo_logins", "--address", address],
        ):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen(
            [Path(sys.executable).parent / "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
        )
        try:
            _wait_for(address)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                _reading(browser, address)
                _desk(browser, address)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    return 0


def _reading(browser: Browser, address: str) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport=WIDE, color_scheme=scheme)
        _take(page, f"{address}/", f"front-{scheme}")
        story = page.locator(".lead a, main h2 a").first.get_attribute("href")
        _take(page, f"{address}{story}", f"story-{scheme}")
        page.close()
    phone = browser.new_page(viewport=PHONE, device_scale_factor=2)
    _take(phone, f"{address}/", "front-phone")
    phone.close()


def _desk(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{address}/admin/login/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", "admin-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    _take(page, f"{address}/admin/", "desk")
    _take(page, f"{address}/admin/articles/article/", "stories")
    page.goto(f"{address}/admin/articles/article/?q=Skerry")
    _take(page, f"{address}{_first_row(page)}", "story-form")
    page.fill(
        "[name=standfirst]", "The old lens took three tonnes and a bath of mercury. The new one came in a rucksack."
    )
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_load_state("networkidle")
    versions = page.locator("a[href$='/versions/']").first.get_attribute("href")
    _take(page, f"{address}{versions}", "versions")
    page.goto(f"{address}/admin/articles/source/")
    _take(page, f"{address}{_first_row(page)}", "source")
    _take(page, f"{address}/admin/articles/caption/", "captions")
    _import_desk(page, address)
    page.close()


def _import_desk(page: Page, address: str) -> None:
    """A page pasted and put right, files brought, and what they became."""
    page.goto(f"{address}/admin/paste/", wait_until="networkidle")
    page.fill("#id_text", (SAMPLES / "archive_2003_story_tools.txt").read_text())
    page.get_by_role("button", name="Show").click()
    page.locator("[data-lines]").wait_for()
    page.keyboard.press("n")
    _draw(page, "paste")
    page.goto(f"{address}/admin/paste/", wait_until="networkidle")
    page.locator("input[type=file]").set_input_files(sorted(SAMPLES.glob("*.txt")))
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url("**/importrun/*/change/")
    _draw(page, "import")
    _take(page, f"{address}/admin/needs-a-look/", "needs-a-look")


def _first_row(page: Page) -> str:
    """The address that the first row of a list leads to."""
    href = page.locator("#result_list a[href*='/change/']").first.get_attribute("href") or ""
    return href.split("?")[0]


def _take(page: Page, address: str, name: str) -> None:
    page.goto(address, wait_until="networkidle")
    _draw(page, name)


def _draw(page: Page, name: str) -> None:
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=78)
    print(f"docs/pictures/{name}.jpg")


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{address}/healthz").close()  # noqa: S310
            return
        except URLError:
            time.sleep(0.1)
    raise SystemExit("The site did not start.")


if __name__ == "__main__":
    sys.exit(main())
