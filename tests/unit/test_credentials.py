"""This computer's credential: in the keyring or in memory, and nobody waits for ever."""

import keyring
import pytest
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring

from ssc_desktop import credentials
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from tests.cli.rings import HangingRing, LockedRing, PlainFile, Ring

ADDRESS = "https://service.example"
CREDENTIAL = Secret("0123456789ab." + "A-_9" * 10 + "xyz")


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the keyring of whoever runs the tests alone."""
    monkeypatch.setattr("keyring.core._keyring_backend", NoKeyring())


def _opened(ring: Ring | NoKeyring | NullKeyring, seconds: float = 30) -> credentials.Store:
    keyring.set_keyring(ring)
    return credentials.open_store(credentials.Patience(seconds))


def test_what_is_kept_is_found_again_until_it_is_forgotten() -> None:
    ring = Ring()
    store = _opened(ring)
    assert store.lasting
    assert store.read(ADDRESS) is None
    store.write(ADDRESS, CREDENTIAL)
    assert _opened(ring).read(ADDRESS) == CREDENTIAL
    assert store.forget(ADDRESS)
    assert (store.read(ADDRESS), store.forget(ADDRESS)) == (None, False)
    assert ring.held == {}


def test_each_service_has_its_own_however_its_address_is_written() -> None:
    for store in (_opened(Ring()), credentials.MemoryStore()):
        store.write("https://Service.example/ssc/", CREDENTIAL)
        assert store.read("HTTPS://service.EXAMPLE/ssc") == CREDENTIAL
        assert store.read("https://service.example") is None
        assert store.read("https://service.example:444/ssc") is None
        assert store.read("http://service.example/ssc") is None


def test_on_windows_it_stays_on_the_computer_and_fits_its_vault() -> None:
    ring = Ring()
    _opened(ring).write(ADDRESS, CREDENTIAL)
    assert ring.persist == "local machine"
    assert credentials.is_credential(CREDENTIAL.reveal())
    for longer in ("a" * 1_281, CREDENTIAL.reveal() + "x"):
        assert not credentials.is_credential(longer)


@pytest.mark.parametrize("ring", [NoKeyring(), NullKeyring(), PlainFile()])
def test_where_no_keyring_is_safe_memory_takes_its_place(
    ring: NoKeyring | NullKeyring | PlainFile,
) -> None:
    store = _opened(ring)
    assert not store.lasting
    store.write(ADDRESS, CREDENTIAL)
    assert store.read(ADDRESS) == CREDENTIAL
    assert not getattr(ring, "held", None)
    assert _opened(ring).read(ADDRESS) is None
    assert (store.forget(ADDRESS), store.forget(ADDRESS)) == (True, False)


def test_of_a_chain_only_what_is_safe_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, good = PlainFile(), Ring()
    monkeypatch.setattr(ChainerBackend, "backends", (plain, good))
    keyring.set_keyring(ChainerBackend())
    credentials.open_store().write(ADDRESS, CREDENTIAL)
    assert (len(good.held), plain.held) == (1, {})


def test_what_stands_in_the_keyring_and_is_no_credential_is_none() -> None:
    ring = Ring()
    store = _opened(ring)
    store.write(ADDRESS, CREDENTIAL)
    ring.held = dict.fromkeys(ring.held, "something\r\nelse: 1")
    assert store.read(ADDRESS) is None


def test_a_locked_keyring_says_so_until_it_is_unlocked() -> None:
    ring = LockedRing()
    store = _opened(ring)
    for call in (
        lambda: store.read(ADDRESS),
        lambda: store.write(ADDRESS, CREDENTIAL),
        lambda: store.forget(ADDRESS),
    ):
        with pytest.raises(AppError) as refused:
            call()
        assert refused.value.code is ErrorCode.CREDENTIAL_LOCKED
    ring.locked = False
    store.write(ADDRESS, CREDENTIAL)
    assert store.read(ADDRESS) == CREDENTIAL


def test_a_keyring_that_hangs_is_given_up_and_not_asked_twice() -> None:
    ring, patience = HangingRing(), credentials.Patience(0.2)
    keyring.set_keyring(ring)
    store = credentials.open_store(patience)
    for again in (store.read, *[lambda place: credentials.open_store(patience).read(place)] * 4):
        with pytest.raises(AppError) as refused:
            again(ADDRESS)
        assert refused.value.code is ErrorCode.CREDENTIAL_LOCKED
    assert ring.asked == 1
    ring.unlocked.set()
    while True:  # what hung is on its way out
        try:
            assert store.read(ADDRESS) is None
            break
        except AppError:
            continue


def test_a_keyring_that_the_environment_names_wrongly_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    assert not credentials.open_store().lasting
