"""Hand-written pages: they name what exists, their links lead somewhere, and the two READMEs say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from jianfu.cli.main import app

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "docs" / "norms" / "README.md"])


def _commands(command: object, name: str = "jianfu") -> Iterator[tuple[str, object]]:
    """Every command that can be typed, with its whole name; groups are passed through."""
    inner = getattr(command, "commands", None)
    if not inner:
        yield name, command
        return
    for part, child in inner.items():
        if not getattr(child, "hidden", False):
            yield from _commands(child, f"{name} {part}")


COMMANDS = dict(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_its_lines(name: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    sections = re.split(r"^## ", page, flags=re.MULTILINE)
    [own] = [s for s in sections if re.match(rf"{re.escape(name)}(?=[ \n])", s)]
    general = sections[0]
    for option in getattr(COMMANDS[name], "params", []):
        for spelling in option.opts:
            if spelling.startswith("--") and spelling != "--help":
                assert spelling in own + general, f"{name} {spelling}"


def test_no_page_describes_a_command_that_is_not_there() -> None:
    groups = {name.rsplit(" ", 1)[0] for name in COMMANDS if name.count(" ") > 1}
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                words = line.split("#")[0].split()
                if words[:1] == ["jianfu"]:
                    name = " ".join(words[: 3 if " ".join(words[:2]) in groups else 2])
                    assert name in COMMANDS, f"{page.name}: {line}"


def test_make_targets_on_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        for target in re.findall(r"`make ([a-z]+)|^make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            assert "".join(target) in targets, f"{page.name}: make {''.join(target)}"


def _commented_out(block: str) -> str:
    return "\n".join(line.split("  #")[0].rstrip() for line in block.splitlines())


def test_the_two_readmes_are_twins() -> None:
    english, chinese = (p.read_text("utf-8") for p in READMES)
    blocks = r"```\w*\n.*?```"
    assert [_commented_out(b) for b in re.findall(blocks, english, re.DOTALL)] == [
        _commented_out(b) for b in re.findall(blocks, chinese, re.DOTALL)
    ]
    for shape in (r"^#+ ", r"^\|", r"^- ", r"<!-- figure:\w+ -->\d+"):
        assert len(re.findall(shape, english, re.MULTILINE)) == len(
            re.findall(shape, chinese, re.MULTILINE)
        ), shape
    links = r"\]\((?!http)([^)#]+)"
    ours = {link for link in re.findall(links, english) if not link.startswith(("README", "docs/img"))}
    theirs = {link for link in re.findall(links, chinese) if not link.startswith(("README", "docs/img"))}
    assert ours == theirs


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {
                re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings
            }, link


def test_fragments_of_the_changelog_are_named_by_kind() -> None:
    kinds = {"added", "changed", "fixed", "removed", "norms"}
    for fragment in (ROOT / "changelog.d").glob("*.md"):
        if fragment.name != "README.md":
            assert fragment.suffixes[0].lstrip(".") in kinds, fragment.name
            assert fragment.read_text("utf-8").strip()
