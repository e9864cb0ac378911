"""Files that are handed in, and how fields are tied to their words."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from jianfu.web.project.forms import UploadField


class _Form(forms.Form):
    table = UploadField(accepted=(".xlsx", ".csv"), label="台账", help_text="一次一个文件")


def test_a_file_of_the_right_kind_and_size_is_taken(settings: object) -> None:
    settings.UPLOAD_LIMIT = 2**20  # type: ignore[attr-defined]
    assert _Form(files={"table": SimpleUploadedFile("作业.XLSX", b"x")}).is_valid()
    wrong = _Form(files={"table": SimpleUploadedFile("作业.exe", b"x")})
    assert "只接受 .xlsx、.csv 文件" in str(wrong.errors)
    large = _Form(files={"table": SimpleUploadedFile("作业.xlsx", b"x" * (2**20 + 1))})
    assert "超过 1 MB" in str(large.errors)


def test_label_hint_and_error_belong_to_the_field() -> None:
    drawn = str(_Form(files={}, data={}))
    assert '<label for="id_table">台账</label>' in drawn
    assert 'id="id_table_helptext">一次一个文件' in drawn
    assert "id_table_helptext" in drawn.split("aria-describedby=")[1]
    assert 'aria-invalid="true"' in drawn and 'accept=".xlsx,.csv"' in drawn
