"""The house style of ARCHITECTURE.md as tests: each message names the file and says what to do."""

from __future__ import annotations

import ast
import re
import runpy
import statistics
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from youju.lint import all_rules

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "youju"
CASES = ROOT / "tests" / "lint" / "cases"
EXAMPLE = ROOT / "examples" / "songjiang-2021" / "declarations.txt"
SCHEMES = SOURCE / "scoring" / "schemes"

MODULE_MEDIAN, MODULE_CAP = 110, 400
FUNCTION_PERCENTILE, FUNCTION_CAP = 25, 60
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
PURE = ("model", "notation", "lint", "measures", "scoring", "forms", "packs", "stages", "registry.py", "errors.py")
EXACT = ("model", "notation", "measures", "scoring", "stages")
STATUSES = {"seen", "secondary", "remembered", "uncertain", "ours"}
XML_NAMES = ("http://schemas.openxmlformats.org/", "http://www.w3.org/")  # names of vocabularies, nothing is fetched
OWN_ADDRESS = "http://{shown}:{port}/"  # where serve says the workspace is open
OUTSIDE = {"os", "pathlib", "socket", "subprocess", "tempfile", "shutil", "glob", "urllib", "http", "time", "sqlite3"}
CLOCK = {"now", "today", "utcnow", "fromtimestamp"}
READS_AND_WRITES = {"read_bytes", "write_text", "write_bytes", "getenv"}
SHORTEST_NAME = 5  # shorter names of the example are everyday words

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A file of the package with its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as it is shown."""
        return str(self.path.relative_to(ROOT))

    @property
    def package(self) -> str:
        """The part of the package the file belongs to."""
        return self.path.relative_to(SOURCE).parts[0]

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())

    def at(self, node: ast.AST) -> str:
        """Where the node stands."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"

    def functions(self) -> Iterator[Function]:
        """All functions and methods, inner ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def _module(path: Path) -> Module:
    text = path.read_text("utf-8")
    return Module(path, text, ast.parse(text))


@cache
def modules(folder: str = "src/youju") -> tuple[Module, ...]:
    return tuple(_module(path) for path in sorted((ROOT / folder).rglob("*.py")))


def within(*packages: str) -> Iterator[Module]:
    return (module for module in modules() if module.package in packages)


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def complain(faults: list[str], what_to_do: str) -> None:
    assert not faults, what_to_do + "\n  " + "\n  ".join(faults)


def test_no_module_is_longer_than_the_cap_and_half_of_them_are_short() -> None:
    every = [module for folder in ("src/youju", "tests", "tools", "bench") for module in modules(folder)]
    long = [f"{module.name}: {module.lines} lines" for module in every if module.lines > MODULE_CAP]
    complain(long, f"cut these modules by meaning, at most {MODULE_CAP} lines each:")
    median = statistics.median(module.lines for module in modules())
    assert median <= MODULE_MEDIAN, (
        f"half of the modules of src are longer than {median} lines, allowed {MODULE_MEDIAN}"
    )


def test_no_function_is_longer_than_the_cap_and_nine_of_ten_are_short() -> None:
    sizes = [(length(function), module.at(function)) for module in modules() for function in module.functions()]
    long = [f"{place}: {size} lines" for size, place in sizes if size > FUNCTION_CAP]
    complain(long, f"cut these functions into functions that do one thing, at most {FUNCTION_CAP} lines each:")
    ordered = sorted(sizes)
    percentile, place = ordered[(len(ordered) * 9 - 1) // 10]
    assert percentile <= FUNCTION_PERCENTILE, (
        f"nine of ten functions may have {FUNCTION_PERCENTILE} lines, now {percentile} ({place}); the longest: "
        + ", ".join(f"{name} {size}" for size, name in ordered[:-11:-1])
    )


def test_every_module_opens_with_what_it_is_and_why() -> None:
    every = [module for folder in ("src/youju", "tests", "tools", "bench") for module in modules(folder)]
    missing = [module.name for module in every if not ast.get_docstring(module.tree)]
    complain(missing, "open these modules with a docstring of one or two sentences:")


def _public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def test_every_public_function_and_class_says_what_it_does() -> None:
    missing = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        for node in _public(module.tree.body)
        if not ast.get_docstring(node)
    ]
    complain(missing, "give these a docstring:")


def test_files_are_named_by_meaning() -> None:
    faults = [module.name for module in modules() if module.path.stem in FORBIDDEN_NAMES]
    complain(faults, "name these files by what they hold:")


def test_files_of_tests_have_names_of_their_own() -> None:
    named = [module for module in modules("tests") if module.path.stem != "conftest"]  # pytest wants that name
    stems = Counter(module.path.stem for module in named)
    faults = [module.name for module in named if stems[module.path.stem] > 1]
    complain(faults, "tests are no packages: rename these files so that each name is there once:")


def test_a_shelf_keeps_no_name_that_its_folder_would_overwrite() -> None:
    faults = []
    for module in modules():
        if module.path.name != "__init__.py":
            continue
        folder = module.path.parent
        beside = {path.stem for path in folder.glob("*.py")} | {
            path.parent.name for path in folder.glob("*/__init__.py")
        }
        named = {node.name for node in module.tree.body if isinstance(node, Function | ast.ClassDef)}
        faults += [f"{module.name}: {name}" for name in sorted(named & beside)]
    complain(faults, "importing the submodule replaces the function of the same name; rename the function:")


def test_no_web_address_in_the_package() -> None:
    faults = []
    for path in sorted(SOURCE.rglob("*")):
        ours = "vendor" not in path.parts and path.suffix not in {".pyc", ".parquet", ".mo"}
        if not ours or not path.is_file():
            continue
        text = path.read_text("utf-8")
        for name in (*XML_NAMES, OWN_ADDRESS):
            text = text.replace(name, "")
        if re.search(r"https?://|www\.", text):
            faults.append(str(path.relative_to(ROOT)))
    complain(faults, "a citation names title, document number and article; take the web address out of:")


def test_nothing_catches_every_exception() -> None:
    faults = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if re.search(r"\b(Exception|BaseException|everything)\b", caught):
                    faults.append(module.at(node))
    complain(faults, "name the exceptions that are expected here:")


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0]]
    return []


def _is_pure(name: str) -> bool:
    return name == "youju" or (name in sys.stdlib_module_names and name not in OUTSIDE)


def test_below_importers_only_the_standard_library_and_no_clock_environment_network_or_file() -> None:
    faults = []
    for module in within(*PURE):
        for node in ast.walk(module.tree):
            faults += [f"{module.at(node)} imports {name}" for name in _imported(node) if not _is_pure(name)]
            if isinstance(node, ast.Attribute) and node.attr in CLOCK | READS_AND_WRITES | {"environ"}:
                faults.append(f"{module.at(node)} uses .{node.attr}")
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"open", "input", "print"}:
                faults.append(f"{module.at(node)} calls {ast.unparse(node.func)}")
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "read_text"
                and "importlib.resources" not in module.text
            ):
                faults.append(f"{module.at(node)} reads a file")
    complain(faults, "pass today's date, rows and texts as arguments; a shelf reads only its own TOML by importlib:")


def test_no_float_where_money_points_and_values_are_computed() -> None:
    faults = []
    for module in within(*EXACT):
        for node in ast.walk(module.tree):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if literal or (isinstance(node, ast.Name) and node.id == "float"):
                faults.append(module.at(node))
    complain(faults, "use Decimal, Fraction or int:")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_lint_rule_has_page_reference_and_both_kinds_of_case(rule: object) -> None:
    [known] = [each for each in all_rules() if each is rule]
    module = SOURCE / "lint" / "rules" / f"{known.slug}.py"
    assert module.is_file(), f"{known.code}: the file of a rule is named by its slug, expected {module.name}"
    assert "建议的写法" in known.page, f"{module.name}: the docstring is the page; show a bad and a good example"
    assert known.citation.reference, f"{module.name}: no reference, no merge"
    cases = CASES / f"{known.slug}.toml"
    assert cases.is_file(), f"{known.code} needs {cases.relative_to(ROOT)}"
    found = [bool(case["findings"]) for case in tomllib.loads(cases.read_text("utf-8"))["case"]]
    assert set(found) == {True, False}, f"{cases.name} needs a case with findings and a case with none"


def test_codes_of_lint_rules_are_their_own() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(set(codes)) == len(codes), f"two rules share a code: {codes}"


def test_every_scoring_scheme_cites_its_source_and_says_how_well_it_is_known() -> None:
    schemes = sorted(SCHEMES.glob("*.toml"))
    assert schemes, "there is no scoring scheme"
    faults = []
    for path in schemes:
        scheme = tomllib.loads(path.read_text("utf-8"))
        cited = {"the scheme itself": scheme, **scheme["parameters"]}
        faults += [
            f"{path.relative_to(ROOT)}: {key}"
            for key, entry in cited.items()
            if entry.get("reference") not in scheme["references"] or entry.get("status") not in STATUSES
        ]
    complain(faults, f"give a reference listed under [references] and a status (one of {sorted(STATUSES)}):")


def test_the_reference_is_what_the_rules_say_now() -> None:
    pages: dict[Path, str] = runpy.run_path(str(ROOT / "tools" / "reference.py"))["pages"]()
    stale = [
        str(path.relative_to(ROOT))
        for path, text in pages.items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    left_over = [
        str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "reference").rglob("*.md") if path not in pages
    ]
    complain(stale + left_over, "run make docs and delete pages of rules that are gone:")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
    assert pinned, f"{lock} pins nothing: run make locks"
    assert text.count("--hash=sha256:") >= len(pinned), f"{lock}: run make locks (with hashes)"
    assert not re.search(r"://|--(extra-)?index|--find-links|@ file", text), f"{lock} names a host: run make locks"


def names_of_the_example() -> set[str]:
    """Names of projects (beside 项目名称) and of indicators (beside the target, below the heading 三级指标)."""
    names, below = set(), False
    for line in EXAMPLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if "项目名称" in cells:
            names.add(cells[1])
            below = False
        elif below and len(cells) > 1:
            names.add(cells[-2])
        below = below or "三级指标" in cells
    return {name for name in names if len(name) >= SHORTEST_NAME}


def test_the_names_of_the_example_are_found_by_this_test() -> None:
    names = names_of_the_example()
    assert {"窗口业务管理", "宣传与推广", "服务新开办企业数量", "培训回访机制健全性", "资金使用率"} <= names
    assert not names & {"产出指标", "数量指标", "实施单位", "指标目标值"}


def test_no_name_of_the_example_stands_in_the_package_outside_packs() -> None:
    faults = []
    names = names_of_the_example()
    for path in sorted(SOURCE.rglob("*")):
        inside_packs = "packs" in path.relative_to(SOURCE).parts
        if path.is_file() and path.suffix in {".py", ".toml", ".html"} and not inside_packs:
            text = path.read_text("utf-8")
            faults += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(names) if name in text]
    complain(faults, "the package must not know the example; work by labels, vocabulary and arithmetic:")
