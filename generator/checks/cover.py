"""The fewest sets that hold everything: a minimum set cover, solved exactly by HiGHS."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set

from generator.errors import fault

Item = Hashable


def least_cover(sets: Mapping[str, Set[Item]], worth: Mapping[str, int]) -> tuple[str, ...]:
    """The names of the fewest sets whose union is that of all, of equals those of the most worth.

    The answer is proven, and one and the same whatever the order of ``sets``. ``worth`` is not
    negative; 0 where none is given.

    Raises:
        StringerError: the solver could not prove an answer.
    """
    wanted = frozenset[Item]().union(*sets.values())
    chosen = _essential(sets, wanted)
    left = wanted - frozenset[Item]().union(*(sets[name] for name in chosen))
    rest = {name: frozenset(of & left) for name, of in sorted(sets.items()) if of & left}
    return tuple(sorted(chosen | _solved(_undominated(rest, worth), left, worth)))


def _essential(sets: Mapping[str, Set[Item]], wanted: frozenset[Item]) -> set[str]:
    """The sets that alone hold something."""
    holders: dict[Item, list[str]] = {item: [] for item in wanted}
    for name, of in sets.items():
        for item in of:
            holders[item].append(name)
    return {names[0] for names in holders.values() if len(names) == 1}


def _undominated(
    sets: Mapping[str, frozenset[Item]], worth: Mapping[str, int]
) -> dict[str, frozenset[Item]]:
    """The sets without those that another one can stand in for: as large, and worth as much."""
    order = sorted(sets, key=lambda n: (-len(sets[n]), -worth.get(n, 0), n))
    kept: dict[str, frozenset[Item]] = {}
    for name in order:
        of, own = sets[name], worth.get(name, 0)
        if not any(of <= other and own <= worth.get(n, 0) for n, other in kept.items()):
            kept[name] = of
    return kept


def _solved(
    sets: Mapping[str, frozenset[Item]], wanted: Set[Item], worth: Mapping[str, int]
) -> set[str]:
    """A least cover of what is left, by integer programming."""
    if not wanted:
        return set()
    import highspy

    names = sorted(sets)
    # One set fewer counts for more than all the worth that there is; names settle the rest.
    whole = sum(worth.get(n, 0) + 1 for n in names) * len(names) + 1
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    most = max((worth.get(n, 0) for n in names), default=0)
    chosen = {
        name: solver.addBinary(obj=whole + (most - worth.get(name, 0)) * len(names) + at)
        for at, name in enumerate(names)
    }
    for item in sorted(wanted, key=repr):
        solver.addConstr(solver.qsum(chosen[n] for n in names if item in sets[n]) >= 1)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise fault("reading list", "the solver proved no least list.", "This is a bug: report it.")
    return {name for name, variable in chosen.items() if solver.val(variable) > 0.5}


_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}
