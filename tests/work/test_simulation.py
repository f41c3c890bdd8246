"""The simulated year: the same bytes each time, dumps that fit the ledgers, and everything planted can be found."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from simulated_dumps import columns_of, kept_rows
from simulated_truth import DECLARED, DEFINITIONS, Truth, Year, truths

from youju import packs
from youju.errors import NotFoundError
from youju.model.ledger import Closing, Ledger
from youju.work.simulation import Manifest, ProjectRole, write_year
from youju.work.simulation.calendar import CALENDAR, workdays

SMALL = Fraction(1, 40)
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Simulated:
    """The year of the demo, written once for all tests."""

    folder: Path
    manifest: Manifest
    ledgers: Mapping[str, Ledger]
    year: Year

    def printed(self, file_name: str) -> list[list[str]]:
        """The cells of a dump, header first."""
        [dump] = [dump for dump in self.manifest.dumps if dump.file_name == file_name]
        with (self.folder / file_name).open(encoding=dump.encoding, newline="") as file:
            return list(csv.reader(file))

    def printed_values(self, ledger: str, column: str) -> set[str]:
        """Every value printed in a ledger's column, blanks left out."""
        values = set()
        for dump in self.manifest.dumps:
            if dump.ledger == ledger:
                header, *rows = self.printed(dump.file_name)
                [place] = [
                    place
                    for place, known in enumerate(columns_of(header, self.ledgers[ledger]))
                    if known and known.code == column
                ]
                values |= {row[place] for row in rows if row[place]}
        return values


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    folder = tmp_path_factory.mktemp("year")
    ledgers = packs.pack("administrative-service-centre").ledgers
    manifest = write_year(folder, DECLARED)
    return Simulated(folder, manifest, ledgers, Year(folder, manifest, ledgers, 2021))


@pytest.fixture(scope="module")
def truth(simulated: Simulated) -> dict[tuple[ProjectRole, str], Truth]:
    return truths(simulated.year)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_gives_others(tmp_path: Path) -> None:
    first = write_year(tmp_path / "a", DECLARED, scale=SMALL)
    again = write_year(tmp_path / "b", DECLARED, scale=SMALL)
    other = write_year(tmp_path / "c", DECLARED, seed=7, scale=SMALL)
    assert first == again
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    assert [dump.file_name for dump in other.dumps] == [dump.file_name for dump in first.dumps]
    assert _bytes(tmp_path / "a") != _bytes(tmp_path / "c")


def test_the_manifest_counts_what_is_written_about_150000_rows(simulated: Simulated) -> None:
    for dump in simulated.manifest.dumps:
        assert len(simulated.printed(dump.file_name)) == dump.rows + 1
    assert {path.name for path in simulated.folder.iterdir()} == {dump.file_name for dump in simulated.manifest.dumps}
    assert 145_000 <= sum(dump.rows for dump in simulated.manifest.dumps) <= 155_000


def test_every_ledger_of_the_pack_has_a_dump_and_changes_have_a_base_year(simulated: Simulated) -> None:
    assert {dump.ledger for dump in simulated.manifest.dumps} == set(simulated.ledgers)
    changing = {"window_inspections", "enterprise_openings", "processing_times", "followers", "training_attendance"}
    assert changing <= {dump.ledger for dump in simulated.manifest.dumps if "2020" in dump.file_name}


def test_headings_are_labels_or_synonyms_in_an_order_of_their_own_with_columns_nobody_asked_for(
    simulated: Simulated,
) -> None:
    reordered = unknown = 0
    for dump in simulated.manifest.dumps:
        ledger = simulated.ledgers[dump.ledger]
        columns = columns_of(simulated.printed(dump.file_name)[0], ledger)
        codes = [column.code for column in columns if column]
        assert len(set(codes)) == len(codes), dump.file_name
        assert {*ledger.key, ledger.date} <= set(codes), dump.file_name
        reordered += codes != [column.code for column in ledger.columns if column.code in codes]
        unknown += None in columns
    assert reordered >= 10
    assert unknown >= 25


def test_the_express_company_writes_gb18030_and_survey_tools_a_byte_order_mark(simulated: Simulated) -> None:
    for dump in simulated.manifest.dumps:
        data = (simulated.folder / dump.file_name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") == (dump.encoding == "utf-8-sig")
        if dump.ledger == "express_deliveries":
            with pytest.raises(UnicodeDecodeError):
                data.decode()
            assert data.decode("gb18030").startswith("邮件号")


def test_credit_codes_are_valid_and_belong_to_no_region(simulated: Simulated) -> None:
    codes = simulated.printed_values("enterprise_openings", "credit_code")
    assert len(codes) > 45_000
    for code in codes:
        # GB 32100: weights 3**i mod 31, the whole sum with the check character is a multiple of 31.
        total = sum(CODE_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
        assert (total + CODE_CHARACTERS.index(code[17])) % 31 == 0
        # GB 11714: positions 9 to 16 with the check digit in position 17.
        weighted = sum(int(digit) * weight for digit, weight in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
        assert (weighted + "0123456789X".index(code[16])) % 11 == 0
        assert code[2:4] == "99"


@pytest.mark.parametrize(
    ("ledger", "column", "shape"),
    [
        ("volunteer_shifts", "volunteer", r"志愿者\d\d"),
        ("training_attendance", "person", r"学员\d{3}"),
        ("on_site_duty", "engineer", r"驻场工程师\d\d"),
        ("window_inspections", "inspector", r"检查人\d\d"),
        ("enterprise_openings", "enterprise", r"示范[〇一二三四五六七八九]+号.*有限公司"),
        ("payments", "payee", r"示范.*"),
    ],
)
def test_nobody_in_the_dumps_exists(simulated: Simulated, ledger: str, column: str, shape: str) -> None:
    assert all(re.fullmatch(shape, value) for value in simulated.printed_values(ledger, column))


def test_rows_that_cannot_be_kept_are_few_and_in_several_ledgers(simulated: Simulated) -> None:
    rejected = Counter({code: kept.rejected for code, kept in simulated.year.kept.items() if kept.rejected})
    assert rejected == {
        "enterprise_openings": 2,  # a number that a spreadsheet spoiled, and none at all
        "processing_times": 2,  # the 31st of April, and a sentence for a time
        "express_deliveries": 3,  # a spoiled number, the 30th of February, a word for a fee
        "printing_jobs": 2,  # "about 50" pages, and -3 pages
        "window_days": 1,  # -30 minutes open
        "window_inspections": 1,  # 105 of 100 points
        "satisfaction_responses": 2,  # 6 of 5 stars, an unknown audience
        "incidents": 1,  # an unknown category
    }


def test_the_second_express_export_corrects_what_was_open_and_repeats_what_was_settled(simulated: Simulated) -> None:
    first = simulated.printed("快递公司-寄递明细-2021上半年.csv")[1:]
    second = simulated.printed("快递公司-寄递明细-2021下半年.csv")[1:]
    known = {row[0]: row for row in first}
    again = [(known[row[0]], row) for row in second if row[0] in known]
    assert sum(before == after for before, after in again) == 3
    corrected = [(before, after) for before, after in again if before != after]
    assert len(corrected) > 100
    assert all((before[3], before[:3], before[4:]) == ("", after[:3], after[4:]) for before, after in corrected)
    assert sum(count == 2 for count in Counter(map(tuple, first)).values()) == 1


def test_the_accident_register_has_a_gap_of_two_weeks_and_reach_an_open_december(simulated: Simulated) -> None:
    spans: dict[str, list[tuple[date, date]]] = {code: [] for code in simulated.ledgers}
    for closing in simulated.manifest.closings:
        spans[closing.ledger].append((closing.start, closing.end))
    whole = [(date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31))]
    assert spans["accidents"] == [
        whole[0],
        (date(2021, 1, 1), date(2021, 8, 1)),
        (date(2021, 8, 14), date(2021, 12, 31)),
    ]
    assert spans["publicity_reach"] == [whole[0], (date(2021, 1, 1), date(2021, 11, 30))]
    for code, ledger in simulated.ledgers.items():
        if code not in ("accidents", "publicity_reach"):
            assert spans[code] == ([] if ledger.closing is Closing.NEVER else whole)


def test_all_89_indicators_have_a_truth(truth: Mapping[tuple[ProjectRole, str], Truth]) -> None:
    assert Counter(role for role, _ in truth) == {
        ProjectRole.WINDOWS: 18,
        ProjectRole.DIGITAL: 18,
        ProjectRole.NETWORK: 19,
        ProjectRole.PUBLICITY: 19,
        ProjectRole.TRAINING: 15,
    }


# What was planted, counted by hand: terminals, posts, sessions, answers and cents are exact whatever the seed.
PLANTED = [
    (ProjectRole.WINDOWS, "快递邮寄出错率", Fraction(4, 19_480)),
    (ProjectRole.WINDOWS, "资金使用率", Fraction(9463, 10_000)),
    (ProjectRole.WINDOWS, "窗口人员满意度", Fraction(20, 22)),
    (ProjectRole.WINDOWS, "企业、群众满意度", Fraction(396 + 361, 412 + 385)),
    (ProjectRole.WINDOWS, "长效管理制度健全性", Fraction(1)),
    (ProjectRole.DIGITAL, "项目计划完成率", Fraction(1)),
    (ProjectRole.DIGITAL, "自助服务超级终端购置数", Fraction(5)),
    (ProjectRole.DIGITAL, "项目一次性验收通过率", Fraction(1)),
    (ProjectRole.DIGITAL, "项目完工及时率", Fraction(11, 12)),
    (ProjectRole.DIGITAL, "系统上线及时性", Fraction(1)),
    (ProjectRole.DIGITAL, "资金使用率", Fraction(7821, 10_000)),
    (ProjectRole.DIGITAL, "系统重要储存信息丢失率", Fraction(0)),
    (ProjectRole.DIGITAL, "重大网络安全事故发生次数", Fraction(0)),
    (ProjectRole.DIGITAL, "系统功能模块使用率", Fraction(47, 48)),
    (ProjectRole.DIGITAL, "系统安全等级达标率", Fraction(1)),
    (ProjectRole.NETWORK, "系统故障响应及时性", Fraction(635, 640)),
    (ProjectRole.NETWORK, "系统（软件）更新升级及时性", Fraction(92, 96)),
    (ProjectRole.NETWORK, "资金使用率", Fraction(9874, 10_000)),
    (ProjectRole.NETWORK, "长效管理制度健全性", Fraction(3, 4)),
    (ProjectRole.PUBLICITY, "志愿者岗位数", Fraction(6)),
    (ProjectRole.PUBLICITY, "志愿者到岗率", Fraction(1749, 1750)),
    (ProjectRole.PUBLICITY, "宣传内容更新率", Fraction(1)),
    (ProjectRole.PUBLICITY, "宣传区域更新及时性", Fraction(95, 96)),
    (ProjectRole.PUBLICITY, "宣传活动与宣传主题匹配率", Fraction(23, 24)),
    (ProjectRole.PUBLICITY, "政策知晓率", Fraction(500, 520)),
    (ProjectRole.TRAINING, "培训场次", Fraction(4)),
    (ProjectRole.TRAINING, "培训对象覆盖率", Fraction(37, 38)),
    (ProjectRole.TRAINING, "培训回访机制健全性", Fraction(1, 2)),
]


@pytest.mark.parametrize(("role", "indicator", "value"), PLANTED)
def test_what_was_planted_is_found(
    truth: Mapping[tuple[ProjectRole, str], Truth], role: ProjectRole, indicator: str, value: Fraction
) -> None:
    assert truth[role, indicator].value == value


@pytest.mark.parametrize(
    ("role", "indicator", "low", "high"),
    [
        (ProjectRole.WINDOWS, "服务新开办企业数量", 29_000, 29_400),
        (ProjectRole.WINDOWS, "政务服务免费快递业务量", 18_000, 19_000),
        (ProjectRole.WINDOWS, "刻章验收合格率", "0.995", "0.998"),
        (ProjectRole.WINDOWS, "文印服务开展及时性", "0.98", "0.995"),
        (ProjectRole.WINDOWS, "刻章服务完成及时性", "0.965", "0.975"),
        (ProjectRole.WINDOWS, "快递邮寄及时性", "0.975", "0.985"),
        (ProjectRole.WINDOWS, "窗口整体形象提升度", "0.01", "0.04"),
        (ProjectRole.WINDOWS, "服务窗口正常运转率", "0.999", "0.9999"),
        (ProjectRole.WINDOWS, "优化营商环境", "-0.05", "-0.03"),
        (ProjectRole.DIGITAL, "系统操作效率提升", "0.06", "0.08"),
        (ProjectRole.DIGITAL, "系统正常运转率", "0.999", "0.9999"),
        (ProjectRole.NETWORK, "一般故障平均恢复时长", 23, 25),
        (ProjectRole.NETWORK, "微信公众号粉丝量有所增长", "0.05", "0.20"),
        (ProjectRole.PUBLICITY, "宣传覆盖率", "0.8", "0.9"),
        (ProjectRole.TRAINING, "培训人次", 120, 135),
        (ProjectRole.TRAINING, "业务素质提升", "0.03", "0.08"),
    ],
)
def test_what_is_left_to_chance_stays_near_its_plan(
    truth: Mapping[tuple[ProjectRole, str], Truth], role: ProjectRole, indicator: str, low: str | int, high: str | int
) -> None:
    value = truth[role, indicator].value
    assert value is not None
    assert Fraction(low) <= value <= Fraction(high)


def test_no_serious_accident_is_unknown_while_two_weeks_are_open(
    truth: Mapping[tuple[ProjectRole, str], Truth], simulated: Simulated
) -> None:
    assert truth[ProjectRole.WINDOWS, "重大事故发生数"] == Truth(None, state="unknown")
    assert truth[ProjectRole.PUBLICITY, "宣传覆盖率"].provisional
    closed = replace(
        simulated.manifest,
        closings=tuple(
            replace(closing, end=date(closing.start.year, 12, 31)) for closing in simulated.manifest.closings
        ),
    )
    year = Year(simulated.folder, closed, {"accidents": simulated.ledgers["accidents"]}, 2021)
    assert year.zero("accidents", lambda row: row["severity"] == "重大") == Truth(Fraction(0))
    assert [row["severity"] for row in year.rows("accidents")] == ["一般"]


def test_one_general_fault_took_47_minutes_and_no_other_so_long(simulated: Simulated) -> None:
    header, *rows = simulated.printed("运维单位-工单导出-2021.csv")
    start, end, severity = (header.index(name) for name in ("创建时间", "解决时间", "级别"))
    minutes = []
    for row in rows:
        if row[severity] == "一般" and row[end]:
            hours = [int(row[place][11:13]) * 60 + int(row[place][14:16]) for place in (start, end)]
            minutes.append(hours[1] - hours[0])
    assert max(minutes) == 47
    assert minutes.count(47) == 1


def test_five_terminals_stand_in_the_year_and_the_sixth_in_the_next(simulated: Simulated) -> None:
    header, *rows = simulated.printed("资产系统-入库清单-2021.csv")
    days = [row[header.index("入库日期")] for row in rows if row[header.index("品名")] == "自助服务超级终端"]
    assert [day[:4] for day in days] == ["2021"] * 5 + ["2022"]


def test_names_and_budgets_come_from_the_declarations(tmp_path: Path) -> None:
    renamed = {role: replace(project, name=f"“{role}”事项") for role, project in DECLARED.items()}
    manifest = write_year(tmp_path, renamed, scale=SMALL)
    text = "".join((tmp_path / dump.file_name).read_text(dump.encoding) for dump in manifest.dumps)
    assert '""windows""事项' in text
    assert "digital事项" in text
    assert not [project.name for project in DECLARED.values() if project.name in text]


def test_the_calendar_of_the_definitions_is_that_of_the_simulation() -> None:
    calendar = tomllib.loads(DEFINITIONS.read_text("utf-8"))["calendar"]
    assert {date.fromisoformat(day) for day in calendar["holidays"]} == CALENDAR.holidays
    assert {date.fromisoformat(day) for day in calendar["made_up"]} == CALENDAR.made_up
    assert len(workdays(2021)) == 250
    assert date(2021, 2, 7) in workdays(2021)
    assert date(2021, 10, 7) not in workdays(2021)


def test_another_year_can_be_simulated_but_not_one_without_known_holidays(tmp_path: Path, simulated: Simulated) -> None:
    manifest = write_year(tmp_path, DECLARED, year=2022, scale=SMALL)
    rows = kept_rows(tmp_path, manifest, simulated.ledgers["express_deliveries"]).rows
    assert {str(row["accepted_at"])[:4] for row in rows} == {"2022"}
    with pytest.raises(NotFoundError, match="2020 年"):
        write_year(tmp_path, DECLARED, year=2020)
