"""What a person does on the page, in words: open, say, wait, drop. Each room keeps what its console complains of."""

import base64
import io
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect

from tests.servers.studios import Studio
from tests.system.talk import Talk

PATIENCE: Final = 120_000
"""Milliseconds for one turn on two busy cores."""
ENDED: Final = ("done", "failed", "cancelled", "asking")


class Room:
    """The page in one browser window."""

    def __init__(self, studio: Studio, page: Page) -> None:
        self.studio = studio
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(20_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def enter(self, path: str = "/new") -> None:
        """Open `path`, signed in by the token in the address as the printed link does."""
        self.page.goto(f"{self.studio.url}{path}{'&' if '?' in path else '?'}token={self.studio.token}")
        if path.startswith("/library"):
            expect(self.page.locator("#count")).not_to_be_empty()
            return
        expect(self.page.locator("#words")).to_be_visible()
        expect(self.page.locator("#turns > .loading")).to_have_count(0)

    @property
    def turns(self) -> Locator:
        """The cards of the conversation."""
        return self.page.locator(".turn")

    @property
    def picture(self) -> Locator:
        """The picture on the stage."""
        return self.page.locator("#viewport .picture:not(.leaving)")

    def say(self, words: str) -> Locator:
        """Type and send; the card of the new turn."""
        count = self.turns.count()
        self.page.locator("#words").fill(words)
        self.page.locator("#words").press("Enter")
        expect(self.turns).to_have_count(count + 1)
        return self.turns.nth(count)

    def ended(self, turn: Locator, state: str = "done") -> None:
        """Wait until the turn has ended, and check how."""
        turn.and_(self.page.locator(",".join(f"[data-state={one}]" for one in ENDED))).wait_for(timeout=PATIENCE)
        expect(turn).to_have_attribute("data-state", state)

    def make(self, words: str) -> Locator:
        """Say something and wait until it is done."""
        turn = self.say(words)
        self.ended(turn)
        return turn

    def press(self, *keys: str) -> None:
        """Keys in a row, whatever has the focus."""
        for key in keys:
            self.page.keyboard.press(key)

    def stroke(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Paint with the mouse from one place to another, given in parts of the picture; the brush must be open."""
        canvas = self.page.locator(".mask-canvas")
        expect(canvas).to_be_visible()
        box = canvas.bounding_box()
        assert box is not None
        places = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        self.page.mouse.move(*places[1], steps=6)
        self.page.mouse.up()

    def drop(self, data: bytes, name: str = "photograph.png", kind: str = "image/png") -> None:
        """Drop a file onto the window, as a hand would."""
        transfer = self.page.evaluate_handle(
            """([data, name, type]) => {
                const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
                const transfer = new DataTransfer();
                transfer.items.add(new File([bytes], name, { type }));
                return transfer;
            }""",
            [base64.b64encode(data).decode(), name, kind],
        )
        for event in ("dragenter", "dragover", "drop"):
            self.page.dispatch_event("#viewport", event, {"dataTransfer": transfer})

    def hold(self, address: str) -> list[Route]:
        """The next request to `address` (a glob), which goes on when the test lets it."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route(address, hold, times=1)
        return held

    def session(self) -> Talk:
        """The open session, over the API."""
        self.page.wait_for_url("**/s/*")
        return Talk(self.studio.client, self.page.url.rsplit("/", 1)[1].split("?")[0])


def enter(studio: Studio, browser: Browser, *, width: int = 1280, height: int = 800, locale: str = "en-GB") -> Room:
    """A new window of its own, without cookies."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    return Room(studio, context.new_page())


def png(width: int, height: int, colour: str = "steelblue") -> bytes:
    """A plain picture's file."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()
