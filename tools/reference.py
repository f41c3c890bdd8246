"""Writes docs/reference from the rules, kinds and schemes themselves, so that the pages cannot say something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from youju.lint import all_rules
from youju.lint.page import SEVERITY_NAMES, STATUS_NAMES, page_of
from youju.measures.contract import Kind
from youju.model.citation import Citation
from youju.registry import shelf
from youju.scoring.contract import Method, Scheme, Setting
from youju.scoring.scheme_file import schemes

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
GENERATED = "由 `make docs` 从源文件生成。要改请改源文件，不要改这里。"

# Parameters that later stages will read (review, monitoring, audit); until then they decide nothing, and pages say so.
NOT_READ_YET = frozenset(
    (
        *("audit.tolerance", "bonus", "execution.denominator", "grades.shanghai_reports", "missing_cost", "money_unit"),
        *("monitoring.set", "monitoring.through_month", "review.form", "satisfaction.minimum_answers"),
        "weights.at_declaration",
    )
)


def _named(key: str) -> str:
    return f"`{key}`（尚未使用）" if key in NOT_READ_YET else f"`{key}`"


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _source(citation: Citation) -> str:
    article = f"，{citation.article}" if citation.article else ""
    return f"{citation.reference}{article}（{STATUS_NAMES[citation.status]}）"


def _setting(value: Setting) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_setting(item)}" for key, item in value.items()) or "无"
    if isinstance(value, tuple):
        return "，".join(f"({_setting(item)})" if isinstance(item, tuple) else _setting(item) for item in value) or "无"
    return str(value)


def lint_pages() -> dict[Path, str]:
    """One page a rule and their index."""
    rows = [(f"[{rule.code}]({rule.code}.md)", rule.title, SEVERITY_NAMES[rule.severity]) for rule in all_rules()]
    index = _page("审核规则", GENERATED, _table(("编号", "规则", "级别"), rows))
    pages = {REFERENCE / "lint" / f"{rule.code}.md": page_of(rule) for rule in all_rules()}
    return {REFERENCE / "lint" / "README.md": index, **pages}


def measure_page() -> dict[Path, str]:
    """The measure kinds, all on one page."""
    rows = [(f"`{kind.code}`", kind.label, kind.summary) for kind in shelf("youju.measures.kinds", Kind)]
    return {REFERENCE / "measures.md": _page("度量方式", GENERATED, _table(("代码", "名称", "怎样计算"), rows))}


def _scheme_page(scheme: Scheme) -> str:
    years = f"{scheme.valid_from} 年起" + (f"，到 {scheme.valid_to} 年" if scheme.valid_to else "")
    facts = [
        f"- 适用：{scheme.jurisdiction}，{years}的表",
        f"- 依据：{_source(scheme.citation)}",
        f"- 指标体系：`{scheme.taxonomy}`",
    ]
    if scheme.extends:
        facts.append(f"- 其余参数同 [{scheme.extends}]({scheme.extends}.md)")
    rows = [
        (_named(key), _setting(parameter.value), _source(parameter.citation))
        for key, parameter in scheme.parameters.items()
        if parameter.origin == scheme.code
    ]
    return _page(scheme.title, GENERATED, "\n".join(facts), _table(("参数", "值", "依据"), rows))


def scoring_pages() -> dict[Path, str]:
    """One page a scheme, and an index of schemes and methods."""
    folder = REFERENCE / "scoring"
    listed = [(f"[{scheme.code}]({scheme.code}.md)", scheme.title, scheme.jurisdiction) for scheme in schemes()]
    methods = sorted(shelf("youju.scoring.methods", Method), key=lambda method: (method.order, method.code))
    index = _page(
        "评分办法",
        GENERATED,
        _table(("代码", "文件", "地区"), listed),
        "## 评分方法",
        "自上而下，第一个适用的方法决定得分。",
        _table(("代码", "方法"), ((f"`{method.code}`", method.label) for method in methods)),
    )
    return {folder / "README.md": index, **{folder / f"{scheme.code}.md": _scheme_page(scheme) for scheme in schemes()}}


def pages() -> dict[Path, str]:
    """Every page of the reference by its path."""
    index = _page(
        "参考",
        GENERATED,
        "- [审核规则](lint/README.md)\n- [度量方式](measures.md)\n- [评分办法](scoring/README.md)",
    )
    return {REFERENCE / "README.md": index, **lint_pages(), **measure_page(), **scoring_pages()}


def write() -> None:
    """Writes the pages and removes those of rules that are gone."""
    wanted = pages()
    for path in REFERENCE.rglob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(wanted)} pages in {REFERENCE.relative_to(ROOT)}")


if __name__ == "__main__":
    write()
