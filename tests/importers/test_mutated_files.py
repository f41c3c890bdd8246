"""Harmed files are read or refused with a sentence and a remedy; ``make fuzz`` tries a hundred thousand more."""

from __future__ import annotations

import random
import re
import time

import pytest
from fuzz_seeds import seeds
from harmless import read_without_harm, take_without_harm
from mutations import harmed

COUNT, SEED = 300, 4
SLOWEST = 10.0  # seconds of the processor for anything at all
FILES = seeds()


@pytest.mark.parametrize("name", sorted({name for name, _ in FILES if "." in name and not re.match(r"\d", name)}))
def test_an_unharmed_file_is_read_as_a_form_unless_it_is_none(name: str) -> None:
    assert read_without_harm(dict(FILES)[name], name) == (name not in {"数据.csv", "画线.pdf"})


def test_harm_is_the_same_each_time_and_mostly_leaves_something_to_read() -> None:
    again = [harmed(FILES, SEED, number) for number in range(50)]
    random.seed(0)  # nobody else's dice count
    assert [harmed(FILES, SEED, number) for number in range(50)] == again
    assert len({data for _, data in again}) > 45
    assert sum(read_without_harm(data, name) for name, data in again) > 10


@pytest.mark.parametrize("tenth", range(10))
def test_a_harmed_file_is_read_or_refused_in_a_sentence(tenth: int) -> None:
    for number in range(tenth, COUNT, 10):
        name, data = harmed(FILES, SEED, number)
        start = time.process_time()
        read_without_harm(data, name)
        take_without_harm(data, name)
        assert time.process_time() - start < SLOWEST, f"{name}, input {number} of seed {SEED}"
