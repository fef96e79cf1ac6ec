"""Making the simulator's file, alone or with others, and making it anew."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator import reset_simulator
from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import CaptchaKind, Channel, ResetRequest, SignInRequest
from tests.faults.simulators import (
    FILE,
    KEY,
    PEOPLE,
    POLICY,
    SEED,
    opens,
    run,
    start,
)


def _crash(call: str, *, after: int) -> str:
    """Return a program that dies in the middle of a call, once so many people are made."""
    return f"""
        import os, sys
        from pathlib import Path
        from ssc_desktop.backends.simulator import open_simulator, reset_simulator, service
        real = service.make_people
        def half(people, seed):
            for turn, resident in enumerate(real(people, seed)):
                if turn == {after}:
                    os._exit(0)
                yield resident
        service.make_people = half
        folder = Path(sys.argv[1])
        {call}
    """


# ------------------------------------------------------------------ making it


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_the_key_is_for_its_owner_alone(folder: Path) -> None:
    assert (folder / KEY).stat().st_mode & 0o777 == 0o600
    assert len((folder / KEY).read_bytes()) == 64


def test_nothing_else_is_left_in_the_folder(folder: Path) -> None:
    assert sorted(p.name for p in folder.iterdir()) == [KEY, FILE]


def test_a_crash_on_the_way_leaves_no_simulator(tmp_path: Path) -> None:
    run(_crash("open_simulator(folder, people=40)", after=20), tmp_path)
    left = sorted(p.name for p in tmp_path.iterdir())
    assert FILE not in left
    assert KEY in left
    assert opens(tmp_path)
    [unfinished] = tmp_path.glob(".making-*")
    os.utime(unfinished, (0, 0))
    (tmp_path / FILE).unlink()
    assert opens(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [KEY, FILE]


def test_two_first_starts_at_once_make_one_simulator(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from ssc_desktop.backends.simulator import open_simulator
        simulator = open_simulator(Path(sys.argv[1]), people=40)
        owner = simulator.training.people(registered=True)[0]
        from ssc_desktop.domain.secret import Secret
        from ssc_desktop.services.contract import SignInRequest
        number = owner.national_number or owner.personal_number
        simulator.sign_in(SignInRequest(number, Secret(owner.password)))
        print(len(simulator.training.people()))
        simulator.close()
    """
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda _: run(script, tmp_path), range(3)))
    assert len(set(told)) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [KEY, FILE]


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_what_another_start_takes_away_meanwhile_does_not_matter(tmp_path: Path) -> None:
    """A link to nothing is found, and is not there when it is looked at."""
    (tmp_path / ".making-gone").symlink_to("nothing")
    assert opens(tmp_path)


def test_two_may_have_it_open(folder: Path) -> None:
    first, second = start(folder), start(folder)
    try:
        first.request_reset(ResetRequest("9999999999", Channel.SMS))
        made = first.new_captcha(CaptchaKind.PICTURE)
        seen = second.training.captcha()
        assert seen is not None
        assert seen.id == made.id
    finally:
        first.close()
        second.close()


def test_what_is_asked_for_matters_only_to_a_new_one(folder: Path) -> None:
    simulator = open_simulator(folder, 500, 9, policy=POLICY)
    try:
        assert len(simulator.training.people()) == PEOPLE
    finally:
        simulator.close()


# ------------------------------------------------------------------ making it anew


def test_a_reset_forgets_everything_while_it_is_open(simulator: Simulator, folder: Path) -> None:
    people = simulator.training.people()
    owner = simulator.training.people(registered=True)[0]
    number = owner.national_number or owner.personal_number or ""
    simulator.request_reset(ResetRequest(number, Channel.SMS))
    assert simulator.training.messages()
    script = """
        import sys
        from pathlib import Path
        from ssc_desktop.backends.simulator import reset_simulator
        reset_simulator(Path(sys.argv[1]), people=60, seed=2)
    """
    run(script, folder)
    assert simulator.training.messages() == []
    anew = simulator.training.people()
    assert len(anew) > len(people)
    owner = simulator.training.people(registered=True)[0]
    number = owner.national_number or owner.personal_number or ""
    simulator.sign_in(SignInRequest(number, Secret(owner.password or "")))
    reset_simulator(folder, PEOPLE, SEED)
    assert simulator.training.people() == people


def test_a_reset_makes_a_new_one_too(tmp_path: Path) -> None:
    reset_simulator(tmp_path / "new", PEOPLE, SEED)
    assert opens(tmp_path / "new")


def test_a_reset_makes_up_for_a_lost_key(folder: Path) -> None:
    (folder / KEY).unlink()
    reset_simulator(folder, PEOPLE, SEED)
    assert opens(folder)


def test_a_reset_in_the_middle_of_a_journey_ends_it(simulator: Simulator, folder: Path) -> None:
    owner = simulator.training.people(registered=True)[0]
    number = owner.national_number or owner.personal_number or ""
    session = simulator.sign_in(SignInRequest(number, Secret(owner.password or "")))
    reset_simulator(folder, PEOPLE, SEED)
    with pytest.raises(AppError) as caught:
        simulator.account(session.token)
    assert caught.value.code is ErrorCode.SESSION_ENDED


def test_a_crash_while_resetting_leaves_what_was_there(folder: Path) -> None:
    before = start(folder)
    people = before.training.people()
    before.close()
    run(_crash("reset_simulator(folder, people=5_000)", after=3_000), folder)
    after = start(folder)
    try:
        assert after.training.people() == people
    finally:
        after.close()
