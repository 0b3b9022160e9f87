"""What died is started again a little later each time; only a life of a minute forgives the deaths before it."""

from devservices.comeback import Comeback


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_pause_doubles_and_ends_in_giving_up() -> None:
    comeback = Comeback(borne=3, clock=Clock())
    pauses = []
    for _life in range(4):
        comeback.begun()
        pauses.append(comeback.died())
    assert pauses == [1, 2, 4, None]


def test_it_is_due_only_when_the_pause_is_over() -> None:
    clock = Clock()
    comeback = Comeback(borne=3, clock=clock)
    comeback.begun()
    assert not comeback.waits
    comeback.died()
    assert comeback.waits
    assert not comeback.due
    clock.now += 1
    assert comeback.due


def test_a_life_of_more_than_a_minute_is_forgiven() -> None:
    clock = Clock()
    comeback = Comeback(borne=1, clock=clock)
    for _life in range(5):
        comeback.begun()
        clock.now += 61
        assert comeback.died() == 1


def test_starts_that_fail_forgive_nothing_however_long_it_lived_before() -> None:
    clock = Clock()
    comeback = Comeback(borne=3, clock=clock)
    comeback.begun()
    clock.now += 3600
    pauses = [comeback.died()]
    for _failed_start in range(3):
        clock.now += 90
        pauses.append(comeback.died())
    assert pauses == [1, 2, 4, None]
