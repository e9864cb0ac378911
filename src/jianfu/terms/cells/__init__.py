"""Readers of single cells: what people write in ledgers, as exact values in base units.

Each reader takes any value that a spreadsheet may hold and gives its meaning, or raises BadCell. None guesses.
"""

from jianfu.terms.cells.amounts import parse_amount
from jianfu.terms.cells.clock import parse_clock, parse_clock_range
from jianfu.terms.cells.dates import parse_date
from jianfu.terms.cells.model import OPEN, BadCell, DateParsed, Parsed, is_blank
from jianfu.terms.cells.words import (
    SUBJECT_WORDS,
    SubjectCell,
    is_subject,
    normal_number,
    parse_bool,
    parse_lesson,
    parse_subject,
    parse_weekday,
)

__all__ = [
    "OPEN",
    "SUBJECT_WORDS",
    "BadCell",
    "DateParsed",
    "Parsed",
    "SubjectCell",
    "is_blank",
    "is_subject",
    "normal_number",
    "parse_amount",
    "parse_bool",
    "parse_clock",
    "parse_clock_range",
    "parse_date",
    "parse_lesson",
    "parse_subject",
    "parse_weekday",
]
