"""A synthetic dataset: governments as folders of tables in the published form.

Sizes are those of a whole country; every name says that it is invented. The columns are taken from the headers of the
bundled data, which is the model.
"""

import csv
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .vocabulary import RARE_EVERY, RARE_SENTENCE, Writer

MODEL = "072036"

# Standard area codes 90001 and up: no prefecture begins with 90 or more.
FIRST_AREA = 90001
MOST_GOVERNMENTS = 9999

PLAN_START, REPORTED_THROUGH, PLAN_END = 2022, 2024, 2025
SECTIONS, SECTIONS_BELOW, DEPARTMENTS = 4, 5, 20
SDG_TARGETS = ("3.8", "4.7", "8.2", "9.1", "11.3", "11.5", "12.8", "13.1", "16.6", "17.14", "17.17")


@dataclass(frozen=True)
class Size:
    """The size of the data. The default is the whole country."""

    governments: int = 1788
    measures: int = 100
    indicators: int = 3

    @property
    def observations(self) -> int:
        """Observations of an indicator: baseline, three actuals, two targets."""
        return 6


@dataclass(frozen=True)
class Unit:
    """What an indicator counts."""

    noun: str
    unit: str
    code: str
    multiplier: int
    value_type: str
    basis: str
    decimals: int
    most: int


UNITS = (
    Unit("の件数", "件", "count", 0, "number", "flow", 0, 80_000),
    Unit("の参加者数", "人", "person", 0, "number", "flow", 0, 20_000),
    Unit("の実施箇所数", "か所", "count", 0, "number", "stock", 0, 300),
    Unit("の割合", "％", "percent", 0, "percent", "stock", 1, 90),
    Unit("の満足度", "％", "percent", 0, "percent", "average", 2, 90),
    Unit("に要する時間", "時間", "hour", 0, "number", "average", 1, 900),
    Unit("の効果額", "千円", "JPY", 3, "number", "flow", 0, 500_000),
)


def government_code(number: int) -> str:
    """The six-digit code of the government `number`, counted from 0, with its check digit."""
    area = str(FIRST_AREA + number)
    total = sum(int(digit) * weight for digit, weight in zip(area, (6, 5, 4, 3, 2), strict=True))
    return area + str((11 - total % 11) % 10)


def headers(model: Path) -> dict[str, list[str]]:
    """The header of each table, by the table's name, as the model folder has them."""
    found = {}
    for file in sorted(model.glob(f"{MODEL}_*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found[file.stem.removeprefix(f"{MODEL}_")] = next(csv.reader(lines))
    return found


class Government:
    """Writes the tables of one government."""

    def __init__(self, number: int, size: Size, seed: int) -> None:
        self.number = number
        self.size = size
        self.code = government_code(number)
        self.name = f"架空第{number + 1:04}市"
        self.plan = f"{self.code}-sy2022"
        self.source = f"{self.code}-src-sy2022"
        self.chance = random.Random(f"{seed}-{number}")
        self.writer = Writer(self.chance)
        self.rows: dict[str, list[dict[str, object]]] = {}

    def add(self, table: str, row_id: str, **cells: object) -> None:
        """Adds a row; the columns every table has are filled in."""
        own = {"全国地方公共団体コード": self.code, "ID": row_id, "地方公共団体名": self.name}
        self.rows.setdefault(table, []).append(own | cells)

    def placed(self, place: str) -> dict[str, str]:
        """The cells that say where in the document a row stands."""
        return {"出典ID": self.source, "出典箇所": place}

    def fill(self) -> None:
        """Makes all rows."""
        self.plan_rows()
        sections = self.section_rows()
        departments = self.department_rows()
        for order in range(self.size.measures):
            self.measure_rows(order, sections[order % len(sections)], departments[order % len(departments)])

    def plan_rows(self) -> None:
        """The government, its document and its plan."""
        title = f"{self.name}行財政改革実施計画（架空）"
        self.add("local_governments", self.code, 名称=self.name, 名称_カナ=f"カクウダイ{self.number + 1:04}シ",
                 名称_英字=f"Imaginary City {self.number + 1:04}", 標準地域コード=self.code[:5], 都道府県名="架空県",
                 備考="性能測定のために作った架空の団体。")
        self.add("sources", self.source, 文書名=title, 発行者=self.name, 文書種別="plan_with_progress",
                 ライセンス="CC0-1.0", 備考="性能測定のために作った架空の文書。")
        self.add("plans", self.plan, 名称=title, 計画種別="implementation_plan", 開始年度=PLAN_START,
                 終了年度=PLAN_END, 最新実績年度=REPORTED_THROUGH, 収録範囲="full",
                 概要=self.writer.text(60, 160), 本文の由来="printed", **self.placed("全体"))

    def section_rows(self) -> list[str]:
        """The sections; returns the ids of those that measures hang on."""
        below = []
        for upper in range(1, SECTIONS + 1):
            parent = f"{self.plan}-{upper}"
            self.add("sections", parent, 計画ID=self.plan, 並び順=upper, 階層名="重点推進目標", 番号=upper,
                     名称=self.writer.word(), 名称の由来="printed", **self.placed(f"重点推進目標{upper} 見出し"))
            for lower in range(1, SECTIONS_BELOW + 1):
                section = f"{parent}-{lower}"
                self.add("sections", section, 計画ID=self.plan, 親施策ID=parent, 並び順=lower, 階層名="取組事項",
                         番号=lower, 名称=self.writer.word(), 名称の由来="printed",
                         **self.placed(f"取組事項{upper}-{lower} 見出し"))
                below.append(section)
        return below

    def department_rows(self) -> list[tuple[str, str]]:
        """The departments, as id and name."""
        found = []
        for number in range(1, DEPARTMENTS + 1):
            department, name = f"{self.code}-dept-{number:02}", f"架空第{number:02}課"
            self.add("departments", department, 名称=name, 種別="unit")
            found.append((department, name))
        return found

    def measure_rows(self, order: int, section: str, department: tuple[str, str]) -> None:
        """A measure with all that hangs on it."""
        number = order // (SECTIONS * SECTIONS_BELOW) + 1
        measure = f"{section}-{number}"
        placed = self.placed(f"{section.removeprefix(self.plan + '-')}-{number} 計画")
        name = self.writer.measure_name()
        self.add("measures", measure, 計画ID=self.plan, 施策ID=section, 並び順=number, 階層名="実施計画",
                 番号=number, 名称=name, 名称の由来="printed", 事業概要=self.writer.text(80, 180),
                 取組内容=self.writer.word() + r"\n" + self.writer.word(), 目指す姿=self.writer.text(40, 120),
                 本文の由来="printed", **placed)
        self.add("measure_departments", f"{measure}-dept", 取組ID=measure, 部署ID=department[0], 役割="lead",
                 並び順=1, 原文=department[1], **placed)
        target = self.chance.choice(SDG_TARGETS)
        self.add("measure_tags", f"{measure}-sdg-{target.replace('.', '-')}", 取組ID=measure, 体系="sdg_target",
                 コード=target, **placed)
        self.add("actions", f"{measure}-action-01", 取組ID=measure, 並び順=1, 名称=self.writer.word(),
                 開始年度=PLAN_START, 終了年度=PLAN_END, 年度の状態="printed", **placed)
        self.achievement_row(order, measure, placed)
        for indicator in range(1, self.size.indicators + 1):
            self.indicator_rows(measure, indicator, placed)

    def achievement_row(self, order: int, measure: str, placed: dict[str, str]) -> None:
        """Adds an achievement: 200 to 400 characters in two texts."""
        result = self.writer.text(130, 280)
        if (self.number * self.size.measures + order) % RARE_EVERY == 7:
            result += RARE_SENTENCE
        self.add("achievements", f"{measure}-fy2023", 取組ID=measure, 年度=2023, 区分番号=1, 記録の状態="reported",
                 実績=result, **{"見直し・課題": self.writer.text(70, 180)}, 本文の由来="printed", **placed)

    def indicator_rows(self, measure: str, order: int, placed: dict[str, str]) -> None:
        """An indicator and its observations: a baseline, three actuals, and two targets, of which either one is due
        on the way or one was replaced."""
        indicator = f"{measure}-shihyo{order}"
        unit = self.chance.choice(UNITS)
        grows = self.chance.random() < 0.75
        self.add("indicators", indicator, 取組ID=measure, 並び順=order, 指標名=self.writer.word() + unit.noun,
                 役割="target", 値の型=unit.value_type, 単位=unit.unit, 単位コード=unit.code, 乗数=unit.multiplier,
                 計測方法=unit.basis, 向き="increase" if grows else "decrease", 向きの根拠="derived", **placed)
        for cells in self.figures(unit, grows):
            row_id = f"{indicator}-{cells['種別']}-fy{cells['年度']}-r{cells['改訂']}"
            self.add("observations", row_id, 指標ID=indicator, 内訳コード="_T", 年度の根拠="printed",
                     値の状態="given", 値の基準="absolute", **cells, **placed)

    def figures(self, unit: Unit, grows: bool) -> Iterator[dict[str, object]]:
        """The cells of the observations that differ from one to the next."""
        chance = self.chance
        low, high = sorted((chance.uniform(0.1, 0.5) * unit.most, chance.uniform(0.55, 0.9) * unit.most))
        start, goal = (low, high) if grows else (high, low)
        comparator, word = chance.choice((("", ""), (">=", "以上") if grows else ("<=", "以下")))

        def value(share: float) -> str:
            return f"{max(start + (goal - start) * share, 0):.{unit.decimals}f}"

        def cells(kind: str, year: int, shown: str, word: str = "", **more: object) -> dict[str, object]:
            whole, point, part = shown.partition(".")
            printed = f"{int(whole):,}{point}{part}{unit.unit}{word}"
            return {"種別": kind, "年度": year, "改訂": 1, "値": shown, "原文": printed, **more}

        yield cells("baseline", PLAN_START - 1, value(0))
        pace = chance.uniform(-0.05, 0.33)
        for years in (1, 2, 3):
            year = PLAN_START - 1 + years
            yield cells("actual", year, value(pace * years + chance.uniform(-0.03, 0.03)), 報告年度=year)
        if chance.random() < 0.5:
            yield cells("target", 2024, value(0.7), word, 比較=comparator)
            yield cells("target", PLAN_END, value(1), word, 比較=comparator)
        else:
            yield cells("target", PLAN_END, value(0.8), word, 比較=comparator, 失効年度=2023,
                        改訂理由="plan_revised")
            yield cells("target", PLAN_END, value(1), word, 比較=comparator, 設定年度=2024, 改訂=2)

    def write(self, folder: Path, columns: dict[str, list[str]]) -> None:
        """Writes the tables, each with the columns of the model."""
        own = folder / self.code
        own.mkdir(parents=True, exist_ok=True)
        for table, header in columns.items():
            with (own / f"{self.code}_{table}.csv").open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.rows.get(table, ()))


def write_government(number: int, folder: Path, size: Size, seed: int, columns: dict[str, list[str]]) -> None:
    """Writes the folder of one government."""
    government = Government(number, size, seed)
    government.fill()
    government.write(folder, columns)


def write_all(folder: Path, size: Size, seed: int, model: Path, processes: int) -> list[Path]:
    """Writes every government; returns their folders, in the order of their codes."""
    if not 1 <= size.governments <= MOST_GOVERNMENTS:
        raise SystemExit(f"governments: 1 to {MOST_GOVERNMENTS}")
    write = partial(write_government, folder=folder, size=size, seed=seed, columns=headers(model))
    with ProcessPoolExecutor(processes) as pool:
        for _ in pool.map(write, range(size.governments), chunksize=8):
            pass
    return [folder / government_code(number) for number in range(size.governments)]
