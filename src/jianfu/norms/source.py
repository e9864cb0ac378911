"""YAML as data with line numbers: no tags, no anchors or aliases, no duplicate keys, bounded size and depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from jianfu.norms.faults import Fault
from jianfu.terms.errors import Message, reason_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000
MAX_DEPTH = 30


class Located(dict[str, Any]):
    """A YAML mapping that remembers the line of itself and of each key."""

    line: int
    lines: dict[str, int]


@dataclass
class Unreadable(Exception):
    """A file that is no plain YAML; carries the fault."""

    fault: Fault


def read_yaml(path: Path) -> Any:
    """The content of ``path``: Located mappings, lists, scalars. Unreadable with the fault otherwise."""
    name = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
            size = max(path.stat().st_size, len(raw))
    except OSError as error:
        raise Unreadable(_fault("yaml-file", name, 1, value=path.name, why=reason_of(error))) from error
    if len(raw) > MAX_BYTES:
        raise Unreadable(_fault("yaml-size", name, 1, value=f"{size:,}", limit=f"{MAX_BYTES:,}"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_fault("yaml-encoding", name, 1, value=path.name)) from error
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1 if event.start_mark else 1
            if depth > MAX_DEPTH:
                raise Unreadable(_fault("yaml-depth", name, line, limit=MAX_DEPTH))
            if tag := getattr(event, "tag", None):
                raise Unreadable(_fault("yaml-tag", name, line, value=tag))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Unreadable(_fault("yaml-alias", name, line, value=str(getattr(event, "anchor", ""))))
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Unreadable(
            _fault("yaml-syntax", name, line, value=str(getattr(error, "problem", "") or error))
        ) from error
    except RecursionError as error:
        raise Unreadable(_fault("yaml-depth", name, 1, limit=MAX_DEPTH)) from error
    if node is None:
        raise Unreadable(_fault("yaml-empty", name, 1, value=path.name))
    return _value(node, name, 0)


def _fault(rule: str, file: str, line: int, **facts: object) -> Fault:
    return Fault(rule, file, line, Message(f"norms.{rule}", {"file": file, **facts}))


def _value(node: yaml.Node, file: str, depth: int) -> Any:
    line = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise Unreadable(_fault("yaml-depth", file, line, limit=MAX_DEPTH))
    if isinstance(node, yaml.MappingNode):
        result = Located()
        result.line, result.lines = line, {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                raise Unreadable(_fault("yaml-duplicate", file, key_node.start_mark.line + 1, value=key))
            result[key] = _value(value_node, file, depth + 1)
            result.lines[key] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, file, depth + 1) for child in node.value]
    loader = yaml.CSafeLoader("")
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(_fault("yaml-value", file, line, value=str(node.value))) from error
    finally:
        loader.dispose()
