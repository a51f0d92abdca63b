"""Code tables: folding, policies, several inputs, times, sentinels and ticked columns."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.functions import Kept, Table, ValueFault, bind_table, folded, make_code
from interlingua.functions.codes import BETWEEN, within
from interlingua.rdf.namespaces import IL


def table(rows: dict[str, str], **how: Any) -> Table:
    return Table("sex", tuple(rows.items()), **how)


MALE = "https://x/male"


class TestOneInput:
    ROWS: ClassVar = {"M": MALE, "F": "https://x/female"}

    def test_folds(self) -> None:
        assert make_code(table(self.ROWS))(" M ") == MALE
        assert make_code(table({"m": MALE}, fold="case"))(" M ") == MALE
        assert (
            make_code(table({"meslek disi": MALE}, fold="accents"))("  MESLEK   DIŞI".replace("I", "i"))
            == MALE
        )
        for fold, value in (("exact", " M"), ("trim", "m"), ("case", "Ḿ")):
            with pytest.raises(ValueFault):
                make_code(table(self.ROWS, fold=fold))(value)

    def test_nothing_is_no_code(self) -> None:
        assert make_code(table(self.ROWS))(None) is None
        assert make_code(table(self.ROWS))("  ") is None

    def test_a_row_without_a_code_is_known_and_says_nothing(self) -> None:
        assert make_code(table({"u": ""}, fold="case"))("U") is None

    def test_policies(self) -> None:
        with pytest.raises(ValueFault) as fault:
            make_code(table(self.ROWS))("Xyz")
        told = fault.value
        assert (told.code, told.severity, told.replacement) == ("IL-R003", "violation", None)
        assert "Xyz" not in told.message
        with pytest.raises(ValueFault) as fault:
            make_code(table(self.ROWS, unmapped="warn"))("X")
        assert (fault.value.severity, fault.value.replacement) == ("warning", None)
        with pytest.raises(ValueFault) as fault:
            make_code(table(self.ROWS, unmapped="keep"))("X")
        assert (fault.value.severity, fault.value.replacement) == ("warning", "X")
        assert isinstance(fault.value.replacement, Kept)
        with pytest.raises(ValueFault) as fault:
            make_code(table(self.ROWS, unmapped="omit", reason="Test data."))("X")
        assert (fault.value.severity, fault.value.replacement) == ("warning", None)
        assert fault.value.message.endswith("left out: Test data.")

    def test_a_default_stands_for_the_rest(self) -> None:
        assert make_code(table(self.ROWS, default="https://x/other"))("X") == "https://x/other"
        assert make_code(table(self.ROWS, default=""))("X") is None
        with pytest.raises(ValueFault) as fault:
            make_code(table(self.ROWS, default="https://x/other", unmapped="warn"))("X")
        assert (fault.value.severity, fault.value.replacement) == ("warning", "https://x/other")

    def test_an_empty_value_may_mean_something(self) -> None:
        code = make_code(table(self.ROWS, empty="https://x/not-assessed"))
        assert (code(None), code(" "), code("M")) == (
            "https://x/not-assessed",
            "https://x/not-assessed",
            MALE,
        )

    @pytest.mark.parametrize("value", ["1", "01", "001", "1.0", "+1", " 1 ", "١"])
    def test_one_is_one_when_declared(self, value: str) -> None:
        assert make_code(table({"1": MALE}, numeric=True))(value) == MALE
        if value.strip() != "1":
            with pytest.raises(ValueFault):
                make_code(table({"1": MALE}))(value)

    def test_10_is_not_1(self) -> None:
        for value in ("10", "1.5", "-1"):
            with pytest.raises(ValueFault):
                make_code(table({"1": MALE}, numeric=True))(value)

    def test_arabic_spellings_meet(self) -> None:
        assert folded("أُنْثـى", "accents") == folded("انثى", "accents")


class TestHints:
    @pytest.mark.parametrize(
        ("fold", "value", "hint"),
        [
            ("trim", "m ", "fold: case"),
            ("exact", " M", "fold: exact"),
            ("exact", "m", "fold: case"),
            ("case", "ḿ", "fold: accents"),
            ("trim", "x", None),
        ],
    )
    def test_a_code_that_nearly_matches_says_how_to_match(
        self, fold: Any, value: str, hint: str | None
    ) -> None:
        rows = {folded("M", fold): MALE}
        with pytest.raises(ValueFault) as fault:
            make_code(table(rows, fold=fold))(value)
        assert (fault.value.hint is None) == (hint is None)
        assert (hint or "") in (fault.value.hint or "")

    def test_zeros(self) -> None:
        with pytest.raises(ValueFault) as fault:
            make_code(table({"1": MALE}))("01")
        assert "numeric: true" in (fault.value.hint or "")


class TestSeveralInputs:
    ROWS: ClassVar = {
        f"issued{BETWEEN}paid": "https://x/settled",
        f"issued{BETWEEN}*": "https://x/waiting",
        f"*{BETWEEN}failed": "https://x/failed",
        f"sent{BETWEEN}": "https://x/sent",
    }

    def code(self, *values: str | None) -> str | None:
        return make_code(table(self.ROWS, inputs=2), single=False)(values)

    def test_the_row_of_all_inputs_comes_first(self) -> None:
        assert self.code("issued", "paid") == "https://x/settled"
        assert self.code(" issued ", "new") == "https://x/waiting"
        assert self.code("issued", None) == "https://x/waiting"
        assert self.code("reconciled", "failed") == "https://x/failed"
        assert self.code("sent", None) == "https://x/sent"

    def test_of_two_open_rows_the_first_wins(self) -> None:
        assert self.code("issued", "failed") == "https://x/waiting"

    def test_nothing_at_all_is_no_code(self) -> None:
        assert self.code(None, " ") is None

    def test_what_is_not_there_is_told(self) -> None:
        with pytest.raises(ValueFault) as fault:
            self.code("Sent", "")
        assert fault.value.code == "IL-R003"
        assert "fold: case" in (fault.value.hint or "")

    def test_a_star_of_the_data_is_no_pattern(self) -> None:
        with pytest.raises(ValueFault):
            self.code("*", "paid")


class TestTimes:
    ROWS = (("3", "https://x/old"), ("3", "https://x/new"), ("4", "https://x/always"))

    def code(self, value: str | None, at: str | None) -> str | None:
        periods = (("", "2017"), ("2018", ""), ("", ""))
        return make_code(Table("kind", self.ROWS, periods=periods), single=False)((value,), at)

    @pytest.mark.parametrize("at", ["2017", "2017-12-31", "1998-01"])
    def test_a_row_that_ended(self, at: str) -> None:
        assert self.code("3", at) == "https://x/old"

    @pytest.mark.parametrize("at", ["2018", "2018-01-01", "2024-05-03"])
    def test_the_one_behind_it(self, at: str) -> None:
        assert self.code("3", at) == "https://x/new"

    def test_a_row_without_a_time_holds_always(self) -> None:
        assert self.code("4", None) == self.code("4", "1950") == "https://x/always"

    def test_without_a_day_only_those(self) -> None:
        with pytest.raises(ValueFault):
            self.code("3", None)

    def test_versions_are_numbers_where_they_are_digits(self) -> None:
        assert within("10", ("9", ""))
        assert not within("10", ("", "9"))
        assert within("2018-03", ("2018-03-15", "2018-04"))


class TestSentinels:
    GAPS: ClassVar = table(
        {"888": "https://x/not-known", "999": "https://x/refused", "n/a": "https://x/not-applicable"},
        fold="case", numeric=True, empty="https://x/not-asked",
    )  # fmt: skip

    def test_a_sentinel_is_no_value_and_a_reason(self) -> None:
        known = bind_table(IL + "known", self.GAPS, {}, single=True)
        gap = bind_table(IL + "gap", self.GAPS, {}, single=True)
        for value, left, reason in (
            ("120", "120", None), ("999", None, "https://x/refused"), ("999.0", None, "https://x/refused"),
            ("N/A", None, "https://x/not-applicable"), (None, None, "https://x/not-asked"), ("9990", "9990", None),
        ):  # fmt: skip
            assert (known(value), gap(value)) == (left, reason)


class TestTicked:
    ASSETS: ClassVar = table({"has_tv": "https://x/television", "has_bike": "https://x/bicycle"})

    def test_a_column_that_is_ticked_is_a_code(self) -> None:
        ticked = bind_table(IL + "ticked", self.ASSETS, {"column": ("has_tv",)}, single=True)
        for yes in ("1", "TRUE", "Yes", "x", "1.0", "✓"):
            assert ticked(yes) == "https://x/television"
        for no in ("0", "False", "no", "", None):
            assert ticked(no) is None
        with pytest.raises(ValueFault):
            ticked("perhaps")

    def test_words_of_the_source(self) -> None:
        words = {"column": ("has_bike",), "true": ("2",), "false": ("1",)}
        ticked = bind_table(IL + "ticked", self.ASSETS, words, single=True)
        assert (ticked("2"), ticked("1")) == ("https://x/bicycle", None)

    def test_a_column_without_a_row_is_a_slip(self) -> None:
        with pytest.raises(ValueError, match="no row 'has_car'"):
            bind_table(IL + "ticked", self.ASSETS, {"column": ("has_car",)}, single=True)


@given(st.text(max_size=20), st.sampled_from(["exact", "trim", "case", "accents"]), st.booleans())
def test_folding_twice_changes_nothing(value: str, fold: Any, numeric: bool) -> None:
    once = folded(value, fold, numeric=numeric)
    assert folded(once, fold, numeric=numeric) == once


@given(
    st.dictionaries(st.text("ab*1", min_size=1, max_size=3), st.sampled_from(["u:1", ""])),
    st.text("ab*1 ", max_size=3),
)
def test_any_value_gives_a_code_or_a_fault(rows: dict[str, str], value: str) -> None:
    code = make_code(table(rows))
    if value.strip() and value.strip() not in rows:
        with pytest.raises(ValueFault) as fault:
            code(value)
        assert fault.value.code == "IL-R003"
    else:
        assert (code(value) or "") == (rows.get(value.strip(), "") if value.strip() else "")
