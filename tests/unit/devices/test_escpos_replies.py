from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.protocols.escpos_replies import (
    MAX_BLOCK_BYTES,
    AutoStatus,
    Block,
    BuffersCleared,
    FlowPaused,
    FlowResumed,
    PaperReply,
    ProcessId,
    RealTimeReply,
    ReplyDemultiplexer,
)

real_time = st.sampled_from([b for b in range(256) if b & 0x93 == 0x12]).map(lambda b: (bytes((b,)), RealTimeReply(b)))
paper_bytes = st.sampled_from([b for b in range(256) if b & 0x90 == 0])
paper = paper_bytes.map(lambda b: (bytes((b,)), PaperReply(b)))
auto_status = st.builds(
    lambda first, rest: (bytes((first, *rest)), AutoStatus(bytes((first, *rest)))),
    st.sampled_from([b for b in range(256) if b & 0x93 == 0x10]),
    st.lists(paper_bytes, min_size=3, max_size=3),
)
process_id = st.lists(st.integers(0x20, 0x7E), min_size=4, max_size=4).map(
    lambda d: (b"\x37\x22" + bytes(d) + b"\x00", ProcessId(bytes(d)))
)
cleared = st.just((b"\x37\x25\x00", BuffersCleared()))
model_name = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=80).map(
    lambda name: (b"_" + name.encode() + b"\x00", Block(b"_" + name.encode()))
)
flow = st.sampled_from([(b"\x11", FlowResumed()), (b"\x13", FlowPaused())])
frame = st.one_of(real_time, paper, auto_status, process_id, cleared, model_name, flow)
noise = st.lists(st.integers(0x80, 0xFF), max_size=5).map(bytes)


def feed_in_pieces(data, cuts):
    demultiplexer = ReplyDemultiplexer()
    replies = []
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    for start, end in itertools.pairwise(places):
        replies += demultiplexer.feed(data[start:end])
    return demultiplexer, replies


@given(st.lists(frame, max_size=12), st.lists(st.integers(0, 500), max_size=8))
def test_every_reply_is_found_however_the_line_cuts_them(frames, cuts):
    demultiplexer, replies = feed_in_pieces(b"".join(octets for octets, _ in frames), cuts)
    assert replies == [reply for _, reply in frames]
    assert demultiplexer.pending == demultiplexer.noise == 0


@given(st.lists(st.tuples(noise, frame), max_size=12), noise)
def test_replies_are_found_between_bytes_that_no_reply_contains(pairs, tail):
    demultiplexer = ReplyDemultiplexer()
    replies = demultiplexer.feed(b"".join(before + octets for before, (octets, _) in pairs) + tail)
    assert replies == [reply for _, (_, reply) in pairs]
    assert demultiplexer.noise == sum(len(before) for before, _ in pairs) + len(tail)


@given(st.binary(max_size=400), st.lists(st.integers(0, 500), max_size=8))
def test_any_bytes_are_taken_with_bounded_memory_and_alike_in_any_pieces(data, cuts):
    whole = ReplyDemultiplexer()
    replies = []
    for byte in data:
        replies += whole.feed(bytes((byte,)))
        assert whole.pending <= MAX_BLOCK_BYTES
    pieces, same = feed_in_pieces(data, cuts)
    assert same == replies
    assert (pieces.pending, pieces.noise) == (whole.pending, whole.noise)


@given(process_id, st.integers(1, 6), flow)
def test_xoff_inside_a_block_does_not_spoil_it(frame, at, interruption):
    octets, reply = frame
    replies = ReplyDemultiplexer().feed(octets[:at] + interruption[0] + octets[at:])
    assert replies == [interruption[1], reply]


def test_after_a_lost_byte_of_asb_the_next_reply_counts():
    assert ReplyDemultiplexer().feed(bytes.fromhex("1800 10000000 12"))[-2:] == [
        AutoStatus(bytes.fromhex("10000000")),
        RealTimeReply(0x12),
    ]


def test_a_process_id_of_the_wrong_length_is_no_confirmation():
    for octets in (b"\x37\x22abc\x00", b"\x37\x22abcde\x00"):
        assert not any(isinstance(reply, ProcessId) for reply in ReplyDemultiplexer().feed(octets))


def test_a_block_that_never_ends_is_given_up():
    demultiplexer = ReplyDemultiplexer()
    demultiplexer.feed(b"_" + b"A" * 500)
    assert demultiplexer.pending <= MAX_BLOCK_BYTES
    assert demultiplexer.feed(b"\x80\x12") == [RealTimeReply(0x12)]


def test_reset_forgets_half_a_reply():
    demultiplexer = ReplyDemultiplexer()
    demultiplexer.feed(bytes.fromhex("1000"))
    demultiplexer.reset()
    assert demultiplexer.feed(bytes.fromhex("12")) == [RealTimeReply(0x12)]
