"""Have mypyc turn a copy of the page text parser into C: ``make compile``, about a minute, again when it has changed.

Without a C compiler this says so in one line and leaves the parser as it is, plain Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.importing.compiled import BUILT, PACKAGE, SOURCES, STAMP, digest_of_sources, is_current  # noqa: E402

SETUP = """
import glob
from mypyc.build import mypycify
from setuptools import setup

modules = mypycify(["--config-file", "mypy.ini", *sorted(glob.glob("{package}/*.py"))], opt_level="2", multi_file=True)
setup(name="{package}", version="1", packages=["{package}"], ext_modules=modules)
"""
MYPY = """
[mypy]
mypy_path = {root}
follow_imports = silent
ignore_missing_imports = True
"""


def main() -> int:
    """Build the copy in a folder of its own and put it in place at once; 0 also where there is no compiler."""
    if is_current(BUILT):
        print("The compiled parser is as new as its sources.")
        return 0
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        print(f"There is no C compiler ({compiler}): the parser stays plain Python, at two thirds of the speed.")
        return 0
    print("Compiling the page text parser, which takes about a minute ...", flush=True)
    digest = digest_of_sources()
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT.parent) as folder:
        work = Path(folder)
        shutil.copytree(SOURCES, work / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
        (work / "setup.py").write_text(SETUP.format(package=PACKAGE), encoding="utf-8")
        (work / "mypy.ini").write_text(MYPY.format(root=ROOT), encoding="utf-8")
        command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace", f"-j{os.cpu_count() or 1}"]
        built = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if built.returncode:
            print(built.stdout[-4000:], built.stderr[-4000:], sep="\n", file=sys.stderr)
            print("The parser could not be compiled (above); it stays plain Python.", file=sys.stderr)
            return 1
        shutil.rmtree(work / "build")
        (work / "setup.py").unlink()
        (work / "mypy.ini").unlink()
        (work / STAMP).write_text(digest, encoding="ascii")
        if BUILT.exists():
            shutil.rmtree(BUILT)
        work.rename(BUILT)
        work.mkdir()  # for the temporary folder's own end
    print(f"The parser is compiled: {BUILT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
