"""Every time the printer driver waits for, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrinterTimes:
    """Seconds, unless the name says otherwise."""

    heartbeat_s: float = 1.0
    """Between rounds of DLE EOT. Printers without ASB are only as fresh as this; a round is 12 bytes."""

    reply_s: float = 2.5
    """For one answer to DLE EOT. It comes at once, but the question may queue behind a strip at 9600 baud (1.8 s)."""

    late_s: float = 0.25
    """After a round that began with a lost question: long enough for a late answer to arrive and be ignored."""

    silence_s: float = 4.0
    """Without a byte after which the printer's condition is unknown: a question was lost, and so was its repetition."""

    lost_s: float = 10.0
    """Without a byte after which the line is given up and opened anew: longer than most models take to start up."""

    clear_s: float = 2.0
    """For the answer to DLE DC4 8: immediate as well, behind at most one strip of the line's own buffer."""

    ack_s: float = 8.0
    """From the last progress to GS r's answer: the longest fragment, 500 bytes of native text, is 100 mm of paper at
    the slowest head's 50 mm/s, four times over."""

    probe_s: float = 2.0
    """For the answer to the GS r of the set-up, with nothing before it in the buffer."""

    confirm_s: float = 15.0
    """From the last progress to the process id. What is still in the print buffer then is a few lines and the cut."""

    settle_s: float = 3.0
    """For printers that acknowledge nothing: from the last byte taken until they count as drained."""

    resume_s: float = 10.0
    """Between DLE ENQ 1s during a cutter jam. Each lets the cutter try once; an attendant needs longer to free it."""

    xoff_s: float = 10.0
    """Longest that XOFF holds the slip back by itself. XON is a single byte that may get lost; a printer that means it
    longer says so by its status, and then that holds the slip back."""

    stale_cover_s: float = 0.6
    """After the cover was closed, reports of its being open are not believed for so long: some models repeat the flag
    once. Nobody opens a printer again faster, and if so, it is noticed this much later."""

    tick_s: float = 0.05
    """Between looks at a job under way, so that every time above is kept within a twentieth of a second."""

    first_retry_s: float = 0.5
    """To the second attempt at opening: a plug that bounces."""

    last_retry_s: float = 5.0
    """The cap that doubling stops at: an attendant who plugs the printer in again expects life within seconds."""

    close_s: float = 2.0
    """For the thread to end when the program does; the contract of `Printer.close`."""

    farewell_s: float = 0.3
    """For the printer's answer to the last DLE DC4 8 when the program ends amid a slip; bounded by `close_s`."""

    blind_bytes_per_s: float = 8_000.0
    """Bytes a second for printers that acknowledge nothing: well below what a 50 mm/s head takes as raster (28,800 at
    576 dots), for cheap controllers; a slip of 12 KB still takes no longer than two seconds."""

    window_bytes: int = 2_048
    """Most bytes sent and not acknowledged, a single longer fragment excepted: half of the usual receive buffer (4 KB),
    so that the line never stalls and questions and DLE DC4 8 always get through."""
