"""自评 in a browser: a proof is sent as often as it is chosen, and it can be removed again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from servers import Served
from watching import Enter

STATED = "#row-1"  # the first indicator: nothing is measured yet, so it may be stated with a proof


def opened(served: Served, enter: Enter) -> tuple[Page, Locator, Locator]:
    """The self-evaluation of a project without evidence, what is kept of its first proof, where one is sent."""
    person = enter(served, "jingban")
    link = person.go("/projects?q=业务培训").locator("tbody a").first
    page = person.open("/".join((link.get_attribute("href") or "").split("/")[:3]) + "/self-evaluation")
    return page, page.locator("#kept-1"), page.locator(f"{STATED} input[type=file]")


def sent(page: Page, chooser: Locator, proof: Path) -> None:
    """Chooses the file; it is kept when this is over."""
    with page.expect_response(lambda got: got.url.endswith("/answer") and got.ok):
        chooser.set_input_files(proof)


def test_a_proof_that_was_mended_is_sent_when_the_same_file_is_chosen_again(
    declared: Served, enter: Enter, tmp_path: Path
) -> None:
    page, kept, chooser = opened(declared, enter)
    proof = tmp_path / "签到表.txt"
    proof.write_text("第一版", encoding="utf-8")
    sent(page, chooser, proof)
    first = kept.locator("code").inner_text()
    expect(chooser).to_have_value("")  # else the browser would not tell that the file was chosen once more
    proof.write_text("第二版", encoding="utf-8")
    sent(page, chooser, proof)
    expect(kept.locator("code")).not_to_have_text(first)


def test_a_second_proof_that_is_chosen_while_the_first_is_sent_is_sent_too(
    declared: Served, enter: Enter, tmp_path: Path
) -> None:
    page, kept, chooser = opened(declared, enter)
    one, other = tmp_path / "一.txt", tmp_path / "二.txt"
    one.write_text("一" * 1_000_000, encoding="utf-8")
    other.write_text("二", encoding="utf-8")
    chooser.set_input_files(one)
    chooser.set_input_files(other)
    expect(kept).to_contain_text("二.txt")
    expect(chooser).to_have_value("")
    expect(page.locator("#said-1")).to_be_empty()


def test_a_proof_is_removed_and_the_keyboard_is_where_another_is_chosen(
    declared: Served, enter: Enter, tmp_path: Path
) -> None:
    page, kept, chooser = opened(declared, enter)
    proof = tmp_path / "误传.txt"
    proof.write_text("误传", encoding="utf-8")
    sent(page, chooser, proof)
    kept.get_by_role("button", name="移除佐证").press("Enter")  # the question is answered with yes
    expect(kept).to_be_empty()
    expect(chooser).to_be_focused()
    page.reload()
    expect(page.locator("#kept-1")).to_be_empty()
