"""Old Word files and other office formats turned into .docx by LibreOffice, shut off from everything else.

It runs with a profile of its own that is thrown away, without macros, updates of links or a proxy that leads
anywhere, within a limit of time; what it wrote is read like any other .docx, with the same guards.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jianfu.plans.source.limits import MOST_BYTES, OFFICE_SECONDS
from jianfu.terms.errors import JianfuError

_BLOCK = 512
_LARGEST = 4 * MOST_BYTES
# The shell sets the limits and is replaced by the program.
_LIMITED = f'ulimit -c 0; ulimit -f {_LARGEST // _BLOCK}; ulimit -t {OFFICE_SECONDS}; exec "$@"'
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_CAREFUL = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Load", "UserDefinedSettings", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    # A proxy that nothing listens at: what would be fetched is not found.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_office() -> Path | None:
    """LibreOffice on this machine, None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


@contextmanager
def converted(path: Path, suffix: str, office: Path | None) -> Iterator[Path]:
    """The file as .docx, for as long as the block lasts; JianfuError when it cannot be made."""
    program = office or find_office()
    if program is None:
        raise JianfuError("plans.source.no_office", file=str(path), suffix=suffix)
    with tempfile.TemporaryDirectory(prefix="jianfu-") as folder:
        home = Path(folder)
        profile, out = home / "profile", home / "out"
        (profile / "user").mkdir(parents=True)
        out.mkdir()
        items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _CAREFUL)
        (profile / "user" / "registrymodifications.xcu").write_text(
            _SETTINGS.format(items=items), encoding="utf-8"
        )
        # The name on disk says what the content was found to be.
        copy = home / f"plan{suffix}"
        shutil.copyfile(path, copy)
        _run(program, copy, profile, out, str(path))
        made = out / "plan.docx"
        if not made.is_file():
            raise JianfuError("plans.source.office_failed", file=str(path))
        yield made


def _run(program: Path, copy: Path, profile: Path, out: Path, file: str) -> None:
    command = [
        *("/bin/sh", "-c", _LIMITED, "sh"),
        *(str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--nologo"),
        *("--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(copy)),
    ]
    environment = {
        "PATH": f"{program.parent}:/usr/bin:/bin",
        "HOME": str(out.parent),
        "TMPDIR": str(out.parent),
        "LANG": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    with subprocess.Popen(
        command,
        env=environment,
        cwd=out.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=OFFICE_SECONDS)
        except subprocess.TimeoutExpired:
            raise JianfuError("plans.source.slow", file=file, seconds=OFFICE_SECONDS) from None
        finally:
            # What it started ends with it, whatever stopped the wait.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
