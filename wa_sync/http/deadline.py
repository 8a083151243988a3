"""A total deadline under httpx: its own timeouts begin anew with every byte.

A server that sends a byte now and then keeps a read timeout from ever passing. So
the sockets themselves look at a deadline, which the calling thread sets for the
length of one exchange; connecting, the TLS handshake, headers and body all pay it.
Looking up a name is outside: the resolver has its own, shorter, timeout.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import httpcore


if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

    from httpcore import SOCKET_OPTION

    from wa_sync.http.gate import Gate
    from wa_sync.http.limiter import Clock


_PIECE: Final = 64 * 1024
_UNTIL: Final[ContextVar[float]] = ContextVar("deadline")


@contextmanager
def until(moment: float) -> Iterator[None]:
    """Let everything on the sockets of this thread end by ``moment`` of the clock."""
    before = _UNTIL.set(moment)
    try:
        yield
    finally:
        _UNTIL.reset(before)


class DeadlineBackend(httpcore.NetworkBackend):
    """Plain sockets that know when to give up, and that a gate may end."""

    def __init__(self, clock: Clock, gate: Gate) -> None:
        """Take the clock that deadlines are given in."""
        self._sockets = httpcore.SyncBackend()
        self._clock = clock
        self._gate = gate

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; ConnectTimeout where the time is up."""
        left = _left(self._clock, timeout, httpcore.ConnectTimeout)
        stream = self._sockets.connect_tcp(
            host, port, left, local_address, socket_options
        )
        with ExitStack() as trouble:
            trouble.callback(stream.close)
            try:
                forget = self._gate.watch(stream.get_extra_info("socket"))
            except OSError as error:  # no descriptor is left for it
                raise httpcore.ConnectError(str(error)) from error
            if forget is None:
                raise httpcore.ConnectError
            trouble.pop_all()
        return _Stream(stream, self._clock, forget)


class _Stream(httpcore.NetworkStream):
    def __init__(
        self,
        stream: httpcore.NetworkStream,
        clock: Clock,
        forget: Callable[[], None],
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._forget = forget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(self._clock, timeout, httpcore.ReadTimeout)
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # in pieces, since each piece gets the whole timeout anew
        for begin in range(0, len(buffer), _PIECE):
            left = _left(self._clock, timeout, httpcore.WriteTimeout)
            self._stream.write(buffer[begin : begin + _PIECE], left)

    def close(self) -> None:
        self._stream.close()
        self._forget()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        with ExitStack() as trouble:
            # httpcore closes only the stream beneath
            trouble.callback(self.close)
            left = _left(self._clock, timeout, httpcore.ConnectTimeout)
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
            trouble.pop_all()
        return _Stream(stream, self._clock, self._forget)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(
    clock: Clock, timeout: float | None, late: type[httpcore.TimeoutException]
) -> float:
    left = _UNTIL.get() - clock()
    if left <= 0:
        raise late
    return left if timeout is None else min(left, timeout)
