"""A structured source told line by line, each line with what it became."""

from articles.importing.document import Role
from articles.importing.ledger import Ledger
from articles.importing.xml import read_xml

XML = b"<item id='7'><by>By <person>Ann</person>, Elma</by><key>one</key><key q='x'>two</key><text><p>a</p><p>b</p></text></item>"


def lines(ledger: Ledger) -> list[tuple[str, Role]]:
    return list(zip(ledger.text.split("\n"), (part.role for part in ledger.account), strict=True))


def test_each_value_stands_at_its_place_in_order():
    told = lines(Ledger.of_xml(read_xml(XML, name="x")))
    assert [line for line, _ in told] == [
        "item/@id: 7",
        "item/by: By",
        "item/by/person: Ann",
        "item/by: , Elma",
        "item/key: one",
        "item/key[2]/@q: x",
        "item/key[2]: two",
        "item/text/p: a",
        "item/text/p[2]: b",
    ]
    assert {role for _, role in told} == {Role.FURNITURE}
    assert {part.why for part in Ledger.of_xml(read_xml(XML, name="x")).account} == {"kept with the source"}


def test_claim_covers_all_below_and_the_text_around_it():
    ledger = Ledger.of_xml(read_xml(XML, name="x"))
    ledger.claim("item/by", Role.BYLINE, "the byline")
    assert [line for line, role in lines(ledger) if role is Role.BYLINE] == [
        "item/by: By",
        "item/by/person: Ann",
        "item/by: , Elma",
    ]


def test_nearest_claim_wins_whichever_came_first():
    root = read_xml(XML, name="x")
    for order in (1, -1):
        ledger = Ledger.of_xml(root)
        claims = [("item/key", Role.TOPIC), ("item/key[2]/@q", Role.PHOTO), (ledger.place(root[2]), Role.SECTION)]
        for place, role in claims[::order]:
            ledger.claim(place, role)
        assert [role for line, role in lines(ledger) if "key" in line] == [Role.TOPIC, Role.PHOTO, Role.SECTION]


def test_claim_on_the_first_covers_its_sisters_unless_it_is_for_it_alone():
    for alone, second in ((False, Role.TOPIC), (True, Role.SECTION)):
        ledger = Ledger.of_xml(read_xml(XML, name="x"))
        ledger.claim("item", Role.SECTION)
        ledger.claim("item/key", Role.TOPIC, alone=alone)
        assert [role for line, role in lines(ledger) if "key" in line] == [Role.TOPIC, second, second]


def test_element_named_whole_is_one_value_with_its_markup():
    told = lines(Ledger.of_xml(read_xml(XML, name="x"), whole={"by"}))
    assert told[1] == ("item/by: By <person>Ann</person>, Elma", Role.FURNITURE)


def test_body_told_anew_leaves_its_sisters():
    ledger = Ledger.of_xml(read_xml(XML, name="x"))
    ledger.tell("item/key", [("one", Role.TOPIC)])
    assert [line for line, _ in lines(ledger) if "key" in line] == [
        "item/key: one",
        "item/key[2]/@q: x",
        "item/key[2]: two",
    ]


def test_element_is_claimed_without_its_sisters():
    root = read_xml(XML, name="x")
    ledger = Ledger.of_xml(root)
    ledger.claim_node(root[2], Role.TOPIC)
    ledger.claim_node(None, Role.TOPIC)
    ledger.claim_node(root, Role.IDENTIFIER, attribute="id")
    assert [line for line, role in lines(ledger) if role is Role.TOPIC] == ["item/key[2]/@q: x", "item/key[2]: two"]
    assert lines(ledger)[0] == ("item/@id: 7", Role.IDENTIFIER)


def test_body_told_block_by_block_takes_the_place_of_its_elements():
    ledger = Ledger.of_xml(read_xml(XML, name="x"))
    ledger.tell(
        "item/text", [("a  b", Role.PARAGRAPH), ("", Role.PARAGRAPH), ("c", Role.CROSSHEAD, "own reason")], "all"
    )
    assert lines(ledger)[-2:] == [("item/text: a b", Role.PARAGRAPH), ("item/text: c", Role.CROSSHEAD)]
    assert [part.why for part in ledger.account][-2:] == ["all", "own reason"]


def test_value_of_several_lines_has_one_for_each():
    ledger = Ledger.of_json({"a": {"b": ["x\ny", 5, None, True]}, "c\nd": "e\x00\ud800"})
    ledger.claim("a.b[0]", Role.HEADLINE)
    assert lines(ledger) == [
        ("a.b[0]: x", Role.HEADLINE),
        ("a.b[0]: y", Role.HEADLINE),
        ("a.b[1]: 5", Role.FURNITURE),
        ("a.b[3]: True", Role.FURNITURE),
        ("c d: e", Role.FURNITURE),
    ]


def test_deep_document_is_told_without_recursion():
    deep: object = "x"
    for _ in range(5000):
        deep = [deep]
    assert Ledger.of_json({"a": deep}).text.endswith(": x")
