from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from passerelle.matching.cluster import Cluster, cluster_of, clusters
from passerelle.matching.judgement import Judgement, Verdict, standing

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def judged(left: str, right: str, verdict: Verdict, minute: int = 0, *, undone: bool = False) -> Judgement:
    return Judgement(
        when=NOON + timedelta(minutes=minute),
        id=f"{left}{right}{verdict}",
        left=left,
        right=right,
        verdict=verdict,
        by="ana",
        why="read both files",
        undone=undone,
    )


PAIRS = st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda p: p[0] != p[1])
JUDGEMENTS = st.builds(
    lambda pair, verdict, minute, undone: judged(*pair, verdict, minute, undone=undone),
    PAIRS,
    st.sampled_from(list(Verdict)),
    st.integers(0, 5),
    st.booleans(),
)
HISTORIES = st.lists(JUDGEMENTS, max_size=20)


@given(HISTORIES.flatmap(lambda history: st.tuples(st.just(history), st.permutations(history))))
def test_clusters_do_not_depend_on_the_order_of_judgements(
    orders: tuple[list[Judgement], list[Judgement]],
) -> None:
    assert clusters(orders[0]) == clusters(orders[1])


@given(HISTORIES, PAIRS, st.sampled_from(list(Verdict)))
def test_taking_a_judgement_back_restores_exactly_what_was(
    history: list[Judgement], pair: tuple[str, str], verdict: Verdict
) -> None:
    before = clusters(history), standing(history)
    made = judged(*pair, verdict, 10)
    changed = [*history, made]
    assert standing(changed)[made.pair] is made
    undone = [*history, replace(made, undone=True)]
    assert (clusters(undone), standing(undone)) == before


@given(HISTORIES, PAIRS)
def test_who_is_judged_the_same_is_in_one_cluster(history: list[Judgement], pair: tuple[str, str]) -> None:
    found = clusters([*history, judged(*pair, Verdict.SAME, 10)])
    assert any(set(pair) <= cluster.entities for cluster in found)


@given(HISTORIES)
def test_an_entity_is_in_one_cluster_at_most(history: list[Judgement]) -> None:
    entities = [entity for cluster in clusters(history) for entity in cluster.entities]
    assert len(entities) == len(set(entities))


def test_a_chain_of_same_that_holds_a_pair_judged_different_shows_the_dispute() -> None:
    chain = [
        judged("a", "b", Verdict.SAME),
        judged("b", "c", Verdict.SAME),
        judged("c", "a", Verdict.DIFFERENT),
    ]
    assert clusters(chain) == {Cluster(frozenset("abc"), frozenset({("a", "c")}))}


def test_different_and_unsure_join_nothing() -> None:
    assert not clusters([judged("a", "b", Verdict.DIFFERENT), judged("b", "c", Verdict.UNSURE)])


def test_an_entity_nobody_judged_is_alone() -> None:
    assert cluster_of("z", [judged("a", "b", Verdict.SAME)]) == Cluster(frozenset("z"))
    assert cluster_of("b", [judged("a", "b", Verdict.SAME)]).id == "a"
