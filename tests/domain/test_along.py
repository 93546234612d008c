"""Which pictures a mask fits: its own, those in which all lies at the same places, and those it can be brought to."""

from orchestrator.domain.along import Standing, way

THERE = {
    "#1": Standing((64, 48)),
    "#2": Standing((64, 48), "#1"),
    "#3": Standing((48, 48), "#2", moved=True),
    "#4": Standing((48, 48), "#3", moved=True),
    "#5": Standing((96, 96), "#4"),
    "#6": Standing((130, 48), "#2", moved=True, follows=False),
    "#7": Standing((48, 48), "#7"),
    "#8": Standing((48, 48), "#3"),
}


def test_it_goes_along_every_step_that_says_where_things_go() -> None:
    assert way("#1", (64, 48), "#5", THERE) == ("#3", "#4", "#5"), "the edit has left all where it was"
    assert way("#2", (64, 48), "#4", THERE) == ("#3", "#4")
    assert way("#3", (48, 48), "#4", THERE) == ("#4",), "of the same size, and yet elsewhere"
    assert way("#1", (64, 48), "#8", THERE) == ("#3",), "and fits what was edited there"


def test_it_fits_as_it_is_where_nothing_has_moved() -> None:
    assert way("#2", (64, 48), "#1", THERE) == ()
    assert way("#4", (48, 48), "#4", THERE) == ()


def test_it_goes_neither_back_nor_past_what_cannot_be_told() -> None:
    assert way("#4", (48, 48), "#3", THERE) is None
    assert way("#1", (64, 48), "#6", THERE) is None
    assert way("#1", (64, 48), "#9", THERE) is None
    assert way("#1", (64, 48), "#7", THERE) is None, "what came from itself has an end too"


def test_pictures_that_came_of_different_ones_have_no_places_in_common() -> None:
    others = {**THERE, "#9": Standing((64, 48)), "#10": Standing((64, 48), "#9"), "#11": Standing((64, 48), "#0")}
    for other in ("#9", "#10", "#11"):
        assert way("#1", (64, 48), other, others) is None
        assert way(other, (64, 48), "#2", others) is None
        assert way("#0", (64, 48), other, others) is None, "nor with one that is gone"
    assert way("#9", (64, 48), "#10", others) == ()


class Counted(dict[str, Standing]):
    """Counts how often one of them is looked at."""

    looks = 0

    def __getitem__(self, handle: str) -> Standing:
        self.looks += 1
        return super().__getitem__(handle)


def test_a_long_chain_is_gone_up_once() -> None:
    chain = Counted({"#0": Standing((64, 48)), "#1": Standing((64, 48))})
    chain |= {f"#{at}": Standing((64, 48), f"#{at - 1}", moved=at % 500 == 0) for at in range(2, 1000)}
    assert way("#0", (64, 48), "#999", chain) is None
    assert chain.looks < 10 * len(chain)
