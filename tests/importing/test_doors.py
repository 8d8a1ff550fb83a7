"""The two doors for structured sources: XML and JSON from anywhere, without surprises."""

import json

import pytest

from articles.importing.document import ParseError
from articles.importing.json import DEEPEST, read_json, read_json_documents
from articles.importing.xml import attribute, find, find_all, read_xml, text_of

# XML


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("<a>Möwe</a>".encode(), "Möwe", id="UTF-8"),
        pytest.param("<?xml version='1.0' encoding='iso-8859-1'?><a>Möwe</a>".encode("latin-1"), "Möwe", id="Latin-1"),
        pytest.param("<?xml version='1.0' encoding='iso-8859-1'?><a>Möwe</a>".encode(), "Möwe", id="UTF-8 said to be Latin-1"),
        pytest.param("<?xml version='1.0' encoding='utf-8'?><a>Möwe – ‘x’</a>".encode("cp1252"), "Möwe – ‘x’", id="windows-1252 said to be UTF-8"),
        pytest.param("<a>Möwe</a>".encode("utf-16"), "Möwe", id="UTF-16"),
        pytest.param(b"\n  <?xml version='1.0'?><a>x</a>", "x", id="blanks before the declaration"),
        pytest.param(b"<a>caf&eacute;&nbsp;&amp; bar</a>", "café & bar", id="HTML's names for characters"),
        pytest.param(b"<!DOCTYPE a SYSTEM 'http://a.example/a.dtd'><a>x</a>", "x", id="a DTD elsewhere, not fetched"),
        pytest.param(b"<a>x<!-- y --><?z?></a>", "x", id="comments"),
    ],
)  # fmt: skip
def test_xml_is_read_in_the_encoding_it_is_in(data, text):
    assert text_of(read_xml(data, name="x")) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"<a><b></a>", r"x, line 1: this is not well-formed XML", id="not closed"),
        pytest.param(b"<a>&unknown;</a>", "not well-formed", id="an entity nobody declared"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "declares entities of its own", id="own entities"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY nbsp 'x'>]><a>&nbsp;</a>", "declares entities of its own", id="HTML's name, declared anew"),
        pytest.param(b"<?xml version='1.0' encoding='klingon'?><a/>", "not well-formed", id="unknown encoding"),
        pytest.param(b"<a>\xff</a>\x00", "not well-formed", id="binary"),
    ],
)  # fmt: skip
def test_xml_that_cannot_be_trusted_is_refused(data, reason):
    with pytest.raises(ParseError, match=reason):
        read_xml(data, name="x")


def test_elements_are_found_by_local_names():
    root = read_xml(b"<n:a xmlns:n='u' xml:lang='de'><n:b><c x=' 1  2 '/></n:b><b><c/></b></n:a>", name="x")
    assert [attribute(node, "x") for node in find_all(root, "b/c")] == ["1 2", ""]
    assert attribute(root, "lang") == "de"
    assert find(root, "b/d") is None
    assert list(find_all(None, "b")) == []


# JSON


def test_json_has_no_character_that_cannot_be_stored():
    document = read_json(b'{"a": ["x\\u0000y", {"b": "\\ud800z"}]}', name="x")
    assert document == {"a": ["xy", {"b": "z"}]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_json_is_read_in_the_encoding_it_is_in(encoding):
    assert read_json('{"a": "Möwe"}'.encode(encoding), name="x") == {"a": "Möwe"}


def test_line_ends_inside_a_text_are_let_pass():
    assert read_json(b'{"a": "x\ny"}', name="x") == {"a": "x\ny"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b'{"a": 1', "x, line 1: this is not JSON", id="cut off"),
        pytest.param(b"[" * 100_000, "nested too deeply", id="very deep"),
        pytest.param(json.dumps([[]]).encode().replace(b"[]", b"[" * DEEPEST + b"]" * DEEPEST), "levels deep", id="one too deep"),
        pytest.param(b"\x81\x81", "save it again as UTF-8", id="no text"),
        pytest.param(b"", "not JSON", id="nothing"),
    ],
)  # fmt: skip
def test_json_that_cannot_be_read_is_refused(data, reason):
    with pytest.raises(ParseError, match=reason):
        read_json(data, name="x")


def test_documents_may_stand_one_a_line():
    documents = read_json_documents('{"a": "one\u2028line"}\n\n{"a": 2}\r\n'.encode(), name="x")
    assert documents.one_a_line
    assert list(documents.each) == [{"a": "one\u2028line"}, {"a": 2}]
    assert not read_json_documents(b'{"a":\n1}', name="x").one_a_line


def test_broken_lines_are_told_after_the_last():
    documents = read_json_documents(b'{"a": 1}\n{"a"\n{"a": 3}\nx\n', name="x")
    read = [next(documents.each), next(documents.each)]
    assert read == [{"a": 1}, {"a": 3}]
    with pytest.raises(ParseError, match=r"^x, line 2: .*and 1 more lines.*the other lines were read"):
        next(documents.each)
