"""Whatever is answered, in whatever order and however late: deadlines hold, and the end comes."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from exports import moves
from exports.models import WindowState
from exports.moves import CancelWanted
from exports.moves.limits import HELD_LIMIT
from tests.exports.machine.answers import BY_STATE
from tests.exports.machine.life import REPAIRS, Life

MOST_ANSWERS = 20_000
HALF_A_DAY = moves.PROCESSING_LIMIT
# Asked, built and fetched, twice; and as often as an admin repairs the key, held and built again.
LONGEST_LIFE = 2 * (2 * HALF_A_DAY + timedelta(hours=1)) + (REPAIRS + 1) * (HELD_LIMIT + HALF_A_DAY)
late = st.sampled_from((0, 0, 0, 1, 20, 13 * 60, 8 * 24 * 60)).map(
    lambda minutes: timedelta(minutes=minutes)
)


class AnyAnswers(RuleBasedStateMachine):
    """A window of any range that gets one possible answer after the other; Life checks each."""

    @initialize(hours=st.integers(1, 800), generation=st.sampled_from(("v1", "v2", "v4")))
    def begins(self, hours: int, generation: str) -> None:
        self.life = Life(hours, generation)

    @precondition(lambda self: not self.life.is_over)
    @rule(data=st.data(), late=late)
    def gets_an_answer(self, data: st.DataObject, late: timedelta) -> None:
        self.life.pass_time(late)
        self.life.take(data.draw(BY_STATE[self.life.state]))

    @precondition(lambda self: not self.life.is_over)
    @rule()
    def is_cancelled(self) -> None:
        self.life.take(CancelWanted())
        assert self.life.state == WindowState.CANCELLED

    @precondition(lambda self: self.life.is_over)
    @rule(hours=st.integers(1, 800))
    def another_begins(self, hours: int) -> None:
        self.life = Life(hours)


TestAnyAnswers = AnyAnswers.TestCase
TestAnyAnswers.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)


@settings(deadline=None, max_examples=120)
@given(
    hours=st.integers(1, 800),
    answers=st.fixed_dictionaries(
        {state: st.lists(answer, min_size=1, max_size=4) for state, answer in BY_STATE.items()}
    ),
)
def test_a_vendor_that_says_the_same_few_things_for_ever_brings_it_to_an_end(hours, answers):
    life, turn = Life(hours), 0
    while not life.is_over:
        life.pass_time(timedelta())
        possible = answers[life.state]
        life.take(possible[turn % len(possible)])
        turn += 1
        assert turn < MOST_ANSWERS
    assert life.now - Life(hours).now <= LONGEST_LIFE
