"""What happens to files: bytes lost, doubled, swapped or replaced. For tests that nothing but a refusal comes of it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_NOISE = [
    b"<",
    b">",
    b"&",
    b"\x00",
    b"\xff",
    b"]]>",
    b"<![CDATA[",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"null",
    b"1e999",
]
_NOISE += [
    b"&lt;script&gt;alert(1)&lt;/script&gt;",
    b"</item>",
    b"<item>",
    b"<!--",
    b"9" * 400,
    b"-",
    b"\xf0\x9f",
    b":",
]


@st.composite
def damaged(draw: st.DrawFn, samples: list[Path]) -> bytes:
    """A sample with a few places damaged."""
    data = draw(st.sampled_from(samples)).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["cut", "lose", "put", "swap"])):
            case "cut":
                data = data[:start] if draw(st.booleans()) else data[start:]
            case "lose":
                data = data[:start] + data[start + draw(st.integers(1, 60)) :]
            case "put":
                data = data[:start] + draw(st.sampled_from(_NOISE)) + data[start:]
            case "swap":
                end = start + draw(st.integers(1, 200))
                other = draw(st.integers(0, len(data)))
                data = data[:start] + data[other : other + end - start] + data[end:]
    return data
