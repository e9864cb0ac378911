"""Web pages: block elements as lines, entities resolved, scripts left out, menus and hidden text set aside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jianfu.plans.source.bounds import ends, label, prose
from jianfu.plans.source.limits import MOST_CHARACTERS, MOST_DEPTH, checked
from jianfu.plans.source.markup import Token, tokens
from jianfu.plans.source.raw import Raw
from jianfu.plans.source.tables import row


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td "
    "tfoot th thead title tr ul"
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_CHROME = _names("nav footer button select option title aside menu")
_CHROME_NAMES = _names(
    "nav navbar navigation breadcrumb breadcrumbs crumb crumbs footer foot copyright share related recommend sidebar "
    "pagination pager toolbar comments advert ads hot toplink bdshare"
)
_HEADINGS = _names("h1 h2 title")
_IMPLIED = {"li": _names("li p"), "td": _names("td th p"), "th": _names("td th p"), "tr": _names("td th tr p"),
            "option": _names("option p")}  # fmt: skip
_PARAGRAPH = _names("p")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s{0,9}:\s{0,9}center", re.IGNORECASE)
# A line of the source that ends within Chinese text is no blank of the text.
_BREAK = re.compile(r"(?<=[⺀-鿿，。、；：！？])[ \t]*+[\r\n]\s*+(?=[⺀-鿿“《(（])")
_SPACE = re.compile(r"\s+")
_BACK = 64


@dataclass
class _Open:
    """An element that is open."""

    name: str
    why: str = ""
    centred: bool = False
    counts: int | None = None


class _Page:
    """Takes a page's elements as they come and keeps its lines; no tree is built, however deep it goes."""

    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self._open: list[_Open] = [_Open("")]
        # For each open table the cells of its open row, for each cell its lines.
        self._tables: list[list[list[Raw]]] = []
        self._texts: list[str] = []
        self._begun = 1
        self._marker = ""

    def take(self, token: Token) -> None:
        """The next tag or text."""
        if not token.name:
            self._text(token)
        elif token.ends:
            self._end(token.name)
        else:
            self._start(token.name, token.attributes)

    def close(self) -> None:
        """The page is over; what is still open is kept."""
        self._flush()
        while len(self._open) > 1:
            self._shut(self._open.pop())

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        if name in _BLOCKS or name == "br":
            self._flush()
        if name in _BLOCKS:
            # What a new element ends without saying so: a paragraph before any block, cells and rows.
            while self._open[-1].name in _IMPLIED.get(name, _PARAGRAPH):
                self._shut(self._open.pop())
        if name in _VOID or len(self._open) > MOST_DEPTH:
            return
        above = self._open[-1]
        style = given.get("style", "")
        centred = above.centred or name in _HEADINGS or name == "center" or bool(_CENTRED.search(style))
        counts = None
        if name == "ol":
            counts = int(given["start"]) if re.fullmatch(r"[0-9]{1,4}", given.get("start", "")) else 1
        self._open.append(
            _Open(
                name,
                above.why or _why(name, given, style),
                centred or given.get("align", "").lower() == "center",
                counts,
            )
        )
        if name == "li":
            lists = next((o for o in reversed(self._open[-_BACK:]) if o.name in ("ol", "ul")), None)
            if lists is not None and lists.counts is not None:
                self._marker = f"{lists.counts}."
                lists.counts += 1
        elif name == "table":
            self._tables.append([])
        elif name in ("td", "th") and self._tables:
            self._tables[-1].append([])

    def _end(self, name: str) -> None:
        if name in _BLOCKS or name == "br":
            self._flush()
        # An end without its beginning, or one of an element too far above, closes nothing.
        for back in range(1, min(len(self._open) - 1, _BACK) + 1):
            if self._open[-back].name == name:
                for _ in range(back):
                    self._shut(self._open.pop())
                break

    def _text(self, token: Token) -> None:
        if not self._texts:
            self._begun = token.line
        if self._open[-1].name != "pre":
            self._texts.append(token.text)
            return
        for n, line in enumerate(token.text.split("\n")):
            if n:
                self._flush()
                self._begun = token.line + n
            self._texts.append(line)

    def _shut(self, element: _Open) -> None:
        if element.name in ("tr", "table") and self._tables:
            cells, self._tables[-1] = self._tables[-1], []
            outer = self._tables[-2] if len(self._tables) > 1 else []
            (outer[-1] if outer else self.raws).extend(row(cells))
            if element.name == "table":
                self._tables.pop()

    def _flush(self) -> None:
        text = _SPACE.sub(" ", _BREAK.sub("", "".join(self._texts))).strip()
        self._texts.clear()
        if not text:
            return
        marker, self._marker = self._marker, ""
        if marker and not label(text):
            text = marker + text
        above = self._open[-1]
        why = above.why
        # A block whose name sounds like a menu may hold the text all the same.
        if why == "chrome" and above.name not in _CHROME and prose(text) and ends(text):
            why = ""
        raw = Raw(text, self._begun, why=why, centred=above.centred)
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(raw)
        else:
            self.raws.append(raw)


def _why(name: str, given: Mapping[str, str], style: str) -> str:
    if "hidden" in given or _HIDDEN.search(style):
        return "hidden"
    if name in _CHROME or given.get("role") == "navigation":
        return "chrome"
    names = re.split(r"[\s_-]+", f"{given.get('class', '')} {given.get('id', '')}".lower())
    return "chrome" if name not in ("body", "html", "form") and _CHROME_NAMES.intersection(names) else ""


def read_page(source: str, file: str) -> list[Raw]:
    """The lines of a page's source."""
    page = _Page()
    length = 0
    for token in tokens(source):
        page.take(token)
        length += len(token.text)
        if length > MOST_CHARACTERS:
            checked(token.text * 0 + " " * length, file)
    page.close()
    return page.raws
