"""The page text parser, from outside: bytes in, a story with an account of every line out."""

from __future__ import annotations

import importlib.util
import json
import sys
import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.decoding import decode
from articles.importing.document import ParsedByline, ParsedStory, ParseError, Role
from articles.importing.formats.page_text import parse, parse_text
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.formats.page_text.datelines import read_dateline
from articles.importing.formats.page_text.dates import read_stamp
from articles.importing.formats.page_text.names import label_end, read_names

DATA = Path(__file__).parent / "data" / "page_text"
SHARED = Path(__file__).parents[2] / ".." / "shared"


def story(text: str) -> ParsedStory:
    return parse_text(text)


# Whole pages


@pytest.mark.parametrize("page", sorted(DATA.glob("*.txt")), ids=lambda page: page.stem)
def test_page_becomes_the_expected_story(page):
    (found,) = parse(page.read_bytes(), name=page.name)
    assert found.as_json() == json.loads(page.with_suffix(".expected.json").read_text(encoding="utf-8"))


def test_founding_text_comes_out_exactly():
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("The founding text is not here: ../shared/seeds beside the repository holds no *.txt.")
    (found,) = parse(seeds[0].read_bytes(), name=seeds[0].name)
    assert found.section == "/WORLD /WORLD"
    assert found.headline == "Jiang pushes to boost 'Shanghai 6'"
    assert [(one.name, one.role) for one in found.bylines] == [("Willy Wo-Lap Lam", "CNN Senior China Analyst")]
    assert (found.agency, found.dateline) == ("CNN", "")
    assert (found.published, found.updated) == (None, None)
    assert found.crossheads == ("India-Pakistan standoff", "Economic aid")
    assert len(found.paragraphs) == 16
    assert [block.text for block in found.body].index("India-Pakistan standoff") == 6
    assert [block.text for block in found.body].index("Economic aid") == 13
    (caption,) = found.captions
    assert found.furniture == ("Skip to main content", caption.text, "Back to the top")


def shared_module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def corpus_scores() -> list[dict[str, Any]]:
    corpus = SHARED / "corpus"
    if not (corpus / "score.py").exists():
        pytest.skip("The labelled corpus is not here: ../shared/corpus beside the repository.")
    score = shared_module(corpus / "score.py").score
    scores = []
    for page in sorted((corpus / "cases").glob("*.txt")):
        gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        (found,) = parse(page.read_bytes(), name=page.name)
        scores.append({"outlet": gold["outlet"], **score(gold, found.as_json())})
    return scores


@pytest.mark.parametrize(
    ("figure", "bar"),
    [
        *[
            pytest.param(key, 0.95, id=key)
            for key in ("headline", "section", "dateline", "agency", "published", "bylines")
        ],
        *[pytest.param(key, 0.93, id=key) for key in ("captions", "crossheads")],
        pytest.param("paragraphs", 0.97, id="paragraphs"),
        pytest.param("all right", 0.70, id="all right"),
    ],
)
def test_corpus_is_read_at_least_this_well(corpus_scores, figure, bar):
    assert sum(row[figure] for row in corpus_scores) / len(corpus_scores) >= bar


@pytest.mark.parametrize(("figure", "bar"), [("leak", 0.01), ("loss", 0.01), ("unaccounted", 0.0)])
def test_corpus_loses_at_most_this_much(corpus_scores, figure, bar):
    assert sum(row[figure] for row in corpus_scores) / len(corpus_scores) <= bar


def test_archive_pages_of_the_corpus_come_out_all_right(corpus_scores):
    rows = [row["all right"] for row in corpus_scores if row["outlet"] == "CNN"]
    assert sum(rows) / len(rows) >= 0.85


# Every line is accounted for


def assert_accounted(text: str, found: ParsedStory) -> None:
    lines = text.split("\n")
    covered: Counter[tuple[int, int]] = Counter()
    for part in found.account:
        covered.update((part.line, at) for at in range(part.start, part.end))
    assert set(covered.values()) <= {1}
    expected = {
        (number, at) for number, line in enumerate(lines, 1) for at, char in enumerate(line) if not char.isspace()
    }
    assert expected <= set(covered)
    assert [(part.line, part.start) for part in found.account] == sorted(
        (part.line, part.start) for part in found.account
    )


SOME_LINES = [
    line for page in sorted(DATA.glob("*.txt")) for line in decode(page.read_bytes(), name=page.name)[0].split("\n")
]
LINES = st.one_of(
    st.sampled_from(SOME_LINES),
    st.text(max_size=60),
    st.tuples(
        st.sampled_from(SOME_LINES), st.sampled_from(["", " |", "  ", " | ", "\u00a0"]), st.sampled_from(SOME_LINES)
    ).map("".join),
)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=30).map("\n".join))
def test_any_text_is_accounted_for_to_the_last_character(text):
    text = text.replace("\r", "")
    try:
        found = parse_text(text)
    except ParseError:
        return
    assert_accounted(text, found)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_story_or_a_parse_error(data):
    try:
        (found,) = parse(data, name="noise.txt")
    except ParseError:
        return
    assert_accounted(found.text, found)


@pytest.mark.parametrize("page", sorted(DATA.glob("*.txt")), ids=lambda page: page.stem)
def test_fields_furniture_and_body_hold_all_words_of_the_page(page):
    (found,) = parse(page.read_bytes(), name=page.name)
    assert_accounted(found.text, found)
    assert all(part.why for part in found.account)
    assert all(0 < part.confidence <= 1 for part in found.account)


def calls_for(text: str) -> int:
    """How many functions run to parse a text: work, without a clock."""
    count = 0

    def step(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        parse_text(text)
    except ParseError:
        pass
    finally:
        sys.setprofile(None)
    return count


def test_story_of_many_lines_takes_work_in_proportion():
    text = (DATA / "archive_2003_story_tools.txt").read_text(encoding="utf-8")
    parse_text(text)  # the word lists are loaded now
    assert calls_for("\n\n".join([text] * 40)) < 2.6 * calls_for("\n\n".join([text] * 20))


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, min_size=1, max_size=6).map("\n".join))
def test_twice_any_text_takes_about_twice_the_work(text):
    """Whatever the lines are, no stage looks at each line again for each line."""
    times = 500 // (1 + text.count("\n"))
    once, twice = calls_for("\n".join([text] * times)), calls_for("\n".join([text] * 2 * times))
    assert twice < 2.5 * once + 4000


LONG_TEXTS = [
    pytest.param("tide\n" * 60_000, id="short lines"),
    pytest.param("\n".join(f"A line of words without an end, the {number}th" for number in range(6_000)), id="lines"),
    pytest.param("\n\n".join(f"The sea came in {n} times. " * 8 for n in range(3_000)), id="paragraphs"),
    pytest.param("The sea came in and then it went out again. " * 20_000, id="one line"),
    pytest.param("潮が満ちて、それから引いた。" * 20_000, id="one line without blanks"),
    pytest.param("word" + " " * 400_000 + "word", id="blanks"),
    pytest.param("word" + "\n" * 400_000 + "and a word.", id="blank lines"),
]


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_text_is_kept_whole_in_bounded_memory(text):
    parse_text("The tide turned.")
    tracemalloc.start()
    try:
        found = parse_text(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # What is read closely costs the same however long the text is.
    assert peak < 12 * len(text.encode()) + 24_000_000
    filled = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert [part.line for part in found.account] == filled


@pytest.mark.parametrize("lines", [5_000, 40_000])
def test_long_text_takes_no_more_work_for_each_further_line(lines):
    short, long = calls_for("tide and moon\n" * lines), calls_for("tide and moon\n" * 2 * lines)
    assert long < 2.2 * short


def test_long_text_is_accounted_for_to_the_last_character():
    text = "Tide turns\n\n" + "\n".join(f"  The tide turned for the {n}th time. \n" for n in range(4_000))
    found = story(text)
    assert_accounted(text, found)
    assert sum(paragraph.count("turned") for paragraph in found.paragraphs) == 4_000
    assert found.confidence < 0.5
    assert any("too long for a page" in doubt for doubt in found.doubts)


def test_one_endless_line_is_cut_short_and_kept():
    text = "Tide turns twice\n\n" + "The sea came in and then it went out again. " * 20_000
    found = story(text.strip())
    assert found.headline == "Tide turns twice"
    assert len(found.paragraphs) == 1


# What is no story


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \n\t\n", id="blanks"),
        pytest.param(b"\x00\x01PNG", id="binary"),
        pytest.param(b"--- 12 | 34 ---", id="no words"),
    ],
)
def test_what_is_no_story_is_refused_with_a_sentence(data):
    with pytest.raises(ParseError, match=r"^page\.txt"):
        list(parse(data, name="page.txt"))


def test_very_short_story_is_accepted():
    found = story("Cat found\n\nThe cat is back.")
    assert (found.headline, found.paragraphs) == ("Cat found", ("The cat is back.",))


# Doubts


def test_missing_headline_is_a_doubt_and_not_a_guess():
    found = story(
        "PORT ELMA (Reuters) - The harbour of Port Elma was closed on Monday because of a whale.\n\nIt was asleep."
    )
    assert found.headline == ""
    assert "No headline was found." in found.doubts
    assert found.confidence < 0.8


def test_guesses_name_their_line():
    found = story(
        "Whale sleeps in harbour\n\nBy Ann Lee\n\nThe whale in the harbour of Port Elma on Monday\n\n"
        + "The whale came in at dawn, and nobody has been able to wake it since then. " * 2
    )
    assert any("line 5" in doubt.casefold() for doubt in found.doubts)


# Pieces of the craft, as tables


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        pytest.param("PORT ELMA, Guyana (CNN) -- A whale came in.", "PORT ELMA, Guyana", "CNN", id="place and agency"),
        pytest.param("(CNN) -- A whale came in.", "", "CNN", id="agency alone"),
        pytest.param("(CNN)A whale came in.", "", "CNN", id="agency glued"),
        pytest.param("ELMA, Tenn. (WXYZ) - A whale came in.", "ELMA, Tenn.", "WXYZ", id="station"),
        pytest.param("LONDON, Nov 12 (Reuters) - A whale came in.", "LONDON", "Reuters", id="date between"),
        pytest.param("Madrid, 4 mar (EFE).- Una ballena entró.", "Madrid", "EFE", id="Spanish wire"),
        pytest.param("МОСКВА, 5 марта. /ТАСС/. Кит вошел в порт.", "МОСКВА", "ТАСС", id="Russian wire"),
        pytest.param("新华社北京3月4日电 鲸鱼来了。", "北京", "新华社", id="Chinese wire"),
        pytest.param("(서울=연합뉴스) 고래가 왔다.", "서울", "연합뉴스", id="Korean wire"),
        pytest.param("ELMA (Oct. 8) -- A whale came in.", "ELMA", "", id="day in brackets"),
        pytest.param("ELMA, Mo. (AP) -- A whale came in.", "ELMA, Mo.", "AP", id="a state that is a weekday elsewhere"),
        pytest.param("ELMA, La. (AP) — A whale came in.", "ELMA, La.", "AP", id="another state that is a weekday"),
        pytest.param(
            "ELMAOBSERVER / BAYVILLE - A whale came in.", "BAYVILLE", "ELMAOBSERVER", id="outlet, slash, place"
        ),
        pytest.param("ELMA BAY -- A whale came in.", "ELMA BAY", "", id="place alone"),
        pytest.param("ELMA, N.Y. -- A whale came in.", "ELMA, N.Y.", "", id="abbreviation before the dash"),
        pytest.param("ELMA, MARCH 3. A whale came in.", "ELMA", "", id="date and full stop"),
        pytest.param("BERLIN taz | Ein Wal kam in den Hafen.", "BERLIN", "taz", id="German, barred"),
        pytest.param("(ANSA) - ELMA, 17 MAR - Una balena entrò.", "ELMA", "ANSA", id="agency before place"),
        pytest.param("KOMPAS.com, Elma - Seekor paus masuk.", "Elma", "KOMPAS.com", id="site before place"),
        pytest.param("【ソウル共同】クジラが来た。", "ソウル", "共同", id="Japanese wire"),
        pytest.param("Elma, Guyana CNN — A whale came in.", "Elma, Guyana", "CNN", id="agency without brackets"),
        pytest.param("CNN — A whale came in.", "", "CNN", id="agency alone without brackets"),
        pytest.param(
            "ELMA, Guyana (CNN, May 3, 1998) -- A whale came in.", "ELMA, Guyana", "CNN", id="date in brackets"
        ),
        pytest.param(
            "(中央社記者王小明雙溪縣5日電)鯨魚來了。", "雙溪縣", "中央社", id="Chinese wire with its reporter"
        ),
    ],
)
def test_dateline_is_read(text, place, agency):
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("Elma - A whale came into the harbour.", "Elma", id="small letters and a dash"),
        pytest.param("ELMA, N.Y., Feb. 10 — A whale came in.", "ELMA, N.Y.", id="state and day"),
        pytest.param("Wuppertal. Über der Wupper hing ein Wal.", "Wuppertal", id="full stop"),
        pytest.param("Rogätz-Süd l Ein Wal kam in den Hafen.", "Rogätz-Süd", id="a bar that was a sign"),
        pytest.param("पटना। एक व्हेल आई।", "पटना", id="Hindi"),
        pytest.param("Elma.- Una ballena entró en el puerto.", "Elma", id="Spanish"),
    ],
)
def test_weak_dateline_is_read_where_the_story_begins(text, place):
    found = read_dateline(text, lead=True)
    assert found is not None
    assert found.place == place


def test_letter_is_not_from_a_place_called_sir():
    assert read_dateline("Sir, - The whale in our harbour has a name.", lead=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "Not one of them -- he said -- was ready.",
        "The ship was late - as usual.",
        "It (the ship) was late.",
        "LEE: What did the whale say?",
    ],
)
def test_prose_has_no_dateline(text):
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "published", "updated"),
    [
        pytest.param(
            "June 12, 2001 Posted: 6:31 AM EDT (1031 GMT)",
            datetime(2001, 6, 12, 6, 31, tzinfo=timezone(timedelta(hours=-4))),
            None,
            id="posted",
        ),
        pytest.param(
            "Last Updated: Tuesday, 4 March, 2003, 10:15 GMT",
            None,
            datetime(2003, 3, 4, 10, 15, tzinfo=UTC),
            id="only updated",
        ),
        pytest.param(
            "Updated 0712 GMT (1512 HKT) December 3, 2014",
            None,
            datetime(2014, 12, 3, 7, 12, tzinfo=UTC),
            id="military time",
        ),
        pytest.param(
            "Aired May 7, 2002 - 9:15 a.m. ET", datetime(2002, 5, 7, 9, 15), None, id="zone that tells no offset"
        ),
        pytest.param(
            "Publié le 04 mars 2016 à 11h27 - Mis à jour le 05 mars 2016 à 08h10",
            datetime(2016, 3, 4, 11, 27),
            datetime(2016, 3, 5, 8, 10),
            id="French, both",
        ),
        pytest.param("12.11.2018, 14.32 Uhr", datetime(2018, 11, 12, 14, 32), None, id="German"),
        pytest.param("2017年11月3日 09:05", datetime(2017, 11, 3, 9, 5), None, id="Chinese"),
        pytest.param("14 มีนาคม 2557", date(2014, 3, 14), None, id="Buddhist era"),
        pytest.param("4 مارس 2014", date(2014, 3, 4), None, id="Arabic"),
        pytest.param("Thursday, October 8, 2009", date(2009, 10, 8), None, id="date alone"),
        pytest.param("22 خرداد 1384", date(2005, 6, 12), None, id="Persian year"),
        pytest.param("平成28年5月12日", date(2016, 5, 12), None, id="Japanese reign"),
        pytest.param("民國110年3月5日", date(2021, 3, 5), None, id="Taiwan"),
        pytest.param("12 tháng 6 năm 2014", date(2014, 6, 12), None, id="Vietnamese"),
        pytest.param("2014. gada 4. marts", date(2014, 3, 4), None, id="Latvian"),
        pytest.param("22 مارس/ آذار 2016", date(2016, 3, 22), None, id="Arabic month with both names"),
        pytest.param("১২:২০, মে ১৪, ২০১৫", datetime(2015, 5, 14, 12, 20), None, id="Bengali figures"),
        pytest.param("14 พ.ค. 2561 09:15 น.", datetime(2018, 5, 14, 9, 15), None, id="Thai abbreviation"),
        pytest.param("17.10.08 - 11:52", datetime(2008, 10, 17, 11, 52), None, id="year of two digits with a time"),
        pytest.param(
            "10:15, 12 JUN 2014Updated11:00, 13 JUN 2014",
            datetime(2014, 6, 12, 10, 15),
            datetime(2014, 6, 13, 11, 0),
            id="glued",
        ),
    ],
)
def test_dates_are_read_as_printed(text, published, updated):
    found = read_stamp(text)
    assert found is not None
    assert (found.published, found.updated) == (published, updated)


@pytest.mark.parametrize("text", ["4:45pm, 5/12", "38 minutes ago", "in 1998 the town had two bells"])
def test_no_date_is_invented(text):
    found = read_stamp(text)
    assert found is None or (found.published is None and found.updated is None)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param("By Ann Marie Lee CNN Hong Kong", [("Ann Marie Lee", "CNN Hong Kong")], id="posting behind"),
        pytest.param("By Ann Lee and Bo Ek", [("Ann Lee", ""), ("Bo Ek", "")], id="two"),
        pytest.param("By, Ann Lee, Senior Reporter", [("Ann Lee", "Senior Reporter")], id="comma and role"),
        pytest.param("By Ann Lee and Bo Ek, CNN", [("Ann Lee", "CNN"), ("Bo Ek", "CNN")], id="one role for both"),
        pytest.param("Von Ann Lee, Berlin", [("Ann Lee", "Berlin")], id="German posting"),
        pytest.param("Por Ana Ruiz y Luis Soto", [("Ana Ruiz", ""), ("Luis Soto", "")], id="Spanish"),
        pytest.param("By staff and wire reports", [("staff and wire reports", "")], id="generic"),
        pytest.param("Ann Lee,Harbours Correspondent", [("Ann Lee", "Harbours Correspondent")], id="no label"),
        pytest.param("记者 王小明", [("王小明", "记者")], id="Chinese"),
        pytest.param("By Ann Lee of The Elma Staff", [("Ann Lee", "The Elma Staff")], id="of a staff"),
        pytest.param("By Ann Lee Globe Staff", [("Ann Lee", "Globe Staff")], id="role without a comma"),
        pytest.param("Ann Lee and agencies", [("Ann Lee", "")], id="and agencies"),
        pytest.param("Jade LeeCommunity Reporter", [("Jade Lee", "Community Reporter")], id="role glued on"),
        pytest.param(
            "Ann Lee Comedy Writer, The Elma Post", [("Ann Lee", "Comedy Writer, The Elma Post")], id="office, paper"
        ),
        pytest.param("Ann LeeElma.co.uk", [("Ann Lee", "Elma.co.uk")], id="site glued on"),
        pytest.param("ليلى حمدون - بيروت", [("ليلى حمدون", "بيروت")], id="Arabic posting"),
        pytest.param("Ann Lee Scotland correspondent", [("Ann Lee", "Scotland correspondent")], id="title behind"),
        pytest.param(
            "By Ann Lee, Political Editor, and Bo Ek",
            [("Ann Lee", "Political Editor"), ("Bo Ek", "")],
            id="second name",
        ),
        pytest.param(
            "By Ann Lee, Regional Editor, Bo Ek & Cy Orr",
            [("Ann Lee", "Regional Editor"), ("Bo Ek", ""), ("Cy Orr", "")],
            id="two more names behind a title",
        ),
        pytest.param("Ann Lee North of Elma correspondent", [("Ann Lee", "North of Elma correspondent")], id="region"),
        pytest.param("By Ann Lee (ann@elma.org)", [("Ann Lee", "")], id="address in brackets"),
        pytest.param("〔記者王小明/台北報導〕", [("王小明", "記者")], id="Taiwan"),
    ],
)
def test_bylines_give_names_and_roles(text, people):
    end = label_end(text)
    assert [(one.name, one.role) for one in read_names(text[end:], labelled=bool(end))] == people


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("A whale sleeps.(Elma County Library)", "A whale sleeps.", "Elma County Library"),
        ("A whale sleeps. PHOTO: AFP", "A whale sleeps.", "AFP"),
        ("A whale sleeps. / Photo by Ann Lee", "A whale sleeps.", "Ann Lee"),
        ("A whale sleeps (Source: Getty)", "A whale sleeps", "Getty"),
        ("Una ballena duerme.-EFE / ANA RUIZ", "Una ballena duerme.", "EFE / ANA RUIZ"),
        ("Foto: Ann Lee", "", "Ann Lee"),
        ("A whale sleeps. REUTERS/Ann Lee", "A whale sleeps.", "REUTERS/Ann Lee"),
        ("Una ballena duerme en Elma | EFE", "Una ballena duerme en Elma", "EFE"),
        ("Une baleine dort, lundi. Photo Ann Lee", "Une baleine dort, lundi.", "Ann Lee"),
        ("Ann Lee/PA Images/Getty Images", "", "Ann Lee/PA Images/Getty Images"),
        ("港で眠るクジラ=12日、山田太郎撮影", "港で眠るクジラ=12日", "山田太郎撮影"),
        ("A whale sleeps. ANN LEE photo", "A whale sleeps.", "ANN LEE photo"),
        ("EH PHOTO: ANN LEE", "", "ANN LEE"),
        ("Ann Lee / Via Elmagram: annlee", "", "Ann Lee / Via Elmagram: annlee"),
        ("A whale sleeps. (Elma Post photo)", "A whale sleeps.", "Elma Post photo"),
        (
            "A whale sleeps beside the quay on March 2, 2015, Monday. PHOTO | BO EK | ELMA MEDIA",
            "A whale sleeps beside the quay on March 2, 2015, Monday.",
            "BO EK | ELMA MEDIA",
        ),
        ("鲸鱼在港内熟睡。港都记者 王小明 摄", "鲸鱼在港内熟睡。", "港都记者 王小明 摄"),
        ("鯨魚在港內熟睡。(記者王小明攝)", "鯨魚在港內熟睡。", "記者王小明攝"),
        pytest.param(
            "The whale slept on Tuesday in the harbour. By Bo R. Ek",
            "The whale slept on Tuesday in the harbour.",
            "Bo R. Ek",
            id="a name behind By",
        ),
        pytest.param(
            "The whale slept on Tuesday in the harbour.Bo Ek / AP",
            "The whale slept on Tuesday in the harbour.",
            "Bo Ek / AP",
            id="a credit stuck to a full stop",
        ),
        pytest.param(
            "The whale slept on Tuesday in the harbour. AP",
            "The whale slept on Tuesday in the harbour.",
            "AP",
            id="an agency alone behind a sentence",
        ),
        pytest.param(
            "The whale slept on Tuesday. (Bo Ek | Elma Media for Elma.com)",
            "The whale slept on Tuesday.",
            "Bo Ek | Elma Media for Elma.com",
            id="a bar in brackets",
        ),
        pytest.param(
            "Foto: Barnabas Ekman. ELMA POST", "", "Barnabas Ekman. ELMA POST", id="a name and its paper behind a label"
        ),
        pytest.param("foto: privat", "", "privat", id="a picture of the family's own"),
    ],
)
def test_credit_is_split_from_its_caption(text, caption, credit):
    assert split_credit(text) == (caption, credit)


def test_glued_line_is_cut_into_parts_with_their_own_roles():
    found = story(
        "Skip to main content /WORLD /WORLD\n\nWhale sleeps in harbour\n\nPORT ELMA (CNN) -- A whale came in on Monday."
    )
    assert [(part.start, part.role) for part in found.account if part.line == 1] == [
        (0, Role.FURNITURE),
        (21, Role.SECTION),
    ]


def test_page_that_only_corrects_is_a_story_itself():
    found = story("Correction: A whale was given the wrong name on Monday. It is Ann.")
    assert found.correction == ""
    assert found.paragraphs == ("Correction: A whale was given the wrong name on Monday. It is Ann.",)


@pytest.mark.parametrize("text", ["", "|", "©", "(", ")", ".", ":"])
def test_a_text_of_next_to_nothing_has_no_credit(text):
    assert split_credit(text) is None


# Shapes of pages, one rule each


TOLD = (
    "PORT ELMA -- A whale came into the harbour on Monday and has not left the quay since, the pilots of Port Elma say.",
    "The harbour master has asked the ferries to go round the whale, which seems to like the sound of their engines.",
    "Nobody knows how long a whale can sleep beside a quay, but the market has begun to sell it fish by the crate.",
)
BODY = "\n\n".join(TOLD)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        pytest.param(
            f"The Elma Post\nIn praise of the sleeping whale\n\nBy Ann Lee\n\n{BODY}\n\nCopyright © 2008 The Elma Post",
            "headline",
            "In praise of the sleeping whale",
            id="the owner's name is no headline",
        ),
        pytest.param(
            f"By Ann Lee, CNN\n\nJUST WATCHED\nWhale sleeps at quay\nReplay\nWhale sleeps at quay 01:12\n\n{BODY}",
            "headline",
            "",
            id="a video's title is no headline",
        ),
        pytest.param(
            f'Word of the day\n\n"A whale is a slow ship that has no need of a harbour."\n\n--Bo Ek, city editor\n\n'
            f"Whale keeps its berth at Port Elma\n\nBy Ann Lee\n\n{BODY}",
            "headline",
            "Whale keeps its berth at Port Elma",
            id="a quotation is no headline",
        ),
        pytest.param(
            f"Title : Whale keeps its berth\nDate : 22 June 2006\n\n{BODY}",
            "headline",
            "Whale keeps its berth",
            id="a title behind its label",
        ),
        pytest.param(
            f"Elma Herald Staff\n\nMarch 6, 2013\n\n{BODY}",
            "headline",
            "",
            id="a desk is no headline",
        ),
        pytest.param(
            "Whale keeps its berth\n\nPosted June 3, 2010\n\nFor two days the whale has slept here and […]\n\n",
            "headline",
            "Whale keeps its berth",
            id="a story that breaks off",
        ),
        pytest.param(
            f"Home\nNorth Coast\nSport\nBusiness\nNorth Coast\n\nWhale keeps its berth\n\nJune 3, 2010\n\n{BODY}",
            "section",
            "North Coast",
            id="a menu's entry printed again at its end",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nAnn Lee, Elma\nMon, 11/24/2008 10:41 AM\nOpinion\n\n{BODY}",
            "section",
            "Opinion",
            id="a section below the date",
        ),
        pytest.param(
            f"CNN.com asia > east CNN TIME\n\nWhale keeps its berth\n\nJune 3, 2010\n\n{BODY}",
            "section",
            "asia > east",
            id="a breadcrumb with the page's names behind it",
        ),
        pytest.param(
            "Whale keeps its berth\n\nBy Ann Lee\n\nPORT ELMA (WXYZ) -\n\nA whale came into the harbour on Monday and "
            "has not left the quay since, the pilots say.\n\nThe ferries go round it.",
            "dateline",
            "PORT ELMA",
            id="a dateline on a line of its own",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY.replace('ELMA --', 'ELMA (June 3) --')}\n\nIn Other News:\n\n"
            "Thursday June 3, 2010\n\nFerry finds its way",
            "published",
            date(2010, 6, 3),
            id="a date whose day the dateline says",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee, Elma Standard 19.07.07\n\n{BODY}",
            "published",
            date(2007, 7, 19),
            id="a short year behind a byline",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\non 21 Mar 2006 in Latest News, Ferries, Ports\n\n{BODY}",
            "published",
            date(2006, 3, 21),
            id="subjects behind a date",
        ),
        pytest.param(
            f"Whale keeps its berth\n\n{BODY}\n\nThe tide is not expected to wake it. (em)\n\nSource: Elma Messenger",
            "paragraphs",
            (*TOLD, "The tide is not expected to wake it."),
            id="a desk's sign under the story",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\nMore in: Harbours\nRecipe: Soup for two\n"
            "Elma Post: we print what floats, and we float what we print.",
            "paragraphs",
            TOLD,
            id="lines stuck to the last paragraph",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\n• Cook loses roof in card game\n• 'My shed is listed'\n\n"
            "The tide is not expected to wake it.",
            "paragraphs",
            (*TOLD, "The tide is not expected to wake it."),
            id="links between paragraphs",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nThe whale has two plans:\n\n• Sleep\n• More sleep\n\n"
            "The tide is not expected to wake it.",
            "paragraphs",
            (*TOLD, "The whale has two plans:", "• Sleep", "• More sleep", "The tide is not expected to wake it."),
            id="a list that is announced",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nThe pilots have been asked to play no bells at all.Bad "
            f"weather\n\n{TOLD[1]}",
            "crossheads",
            ("Bad weather",),
            id="a crosshead stuck to a full stop",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\nIn this story:\n\n'Forty tonnes of sleep'\n\n{BODY}\n\n'Forty tonnes "
            f'of sleep\'\n\n"It is forty tonnes of sleep," the harbour master said, and went to look at it once more.',
            "crossheads",
            ("'Forty tonnes of sleep'",),
            id="a crosshead that the contents list",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nIn Summary\nWhale has slept since Monday\nFerries go round it\n\n"
            f"The whale is still here.\n\n{TOLD[1]}\n\n{TOLD[2]}",
            "standfirst",
            "Whale has slept since Monday\nFerries go round it",
            id="highlights end at a sentence set apart",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nCorrection:\nNov. 22, 2019\nAn earlier version of this "
            "article gave the whale a wrong name. It is Ann.",
            "correction",
            "Correction:\nNov. 22, 2019\nAn earlier version of this article gave the whale a wrong name. It is Ann.",
            id="a correction with its date",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nDate: 22 June 2006\n\n{BODY}\n\n- AFP/ts",
            "agency",
            "AFP",
            id="a wire in a desk's sign",
        ),
        pytest.param(
            f"N.Y. / Region\n\nWhale keeps its berth\n\nBy ANN LEE\nFEB. 11, 2003\n\n{BODY}",
            "section",
            "N.Y. / Region",
            id="a path whose first part is an abbreviation",
        ),
        pytest.param(
            f"Most Popular\nCook loses roof in card game\nOpinion // Letters\n\nLetter: Let the whale sleep\n\n{BODY}",
            "section",
            "Opinion // Letters",
            id="a path with double strokes",
        ),
        pytest.param(
            "Skip to content\nNews\nSports\nPlay Elma\nContests\nAbout Us\nWatch Live\nAdvertisement\n"
            "Whale keeps its berth at Port Elma\nBy Ann Lee\nPublished: Aug. 22, 2023 at 10:14 PM CDT\n"
            + "\n".join(TOLD),
            "section",
            "",
            id="an entry of a menu is no section",
        ),
        pytest.param(
            f"California\n\nWhale keeps its berth\n\nBy Ann Lee\nMarch 3, 2022\n\n{TOLD[0]}\n\nCalifornia\nThe longest nap "
            f"in California is taken by a ferry\nIt is three hours long.\nNov. 19, 2021\n\n{TOLD[1]}\n\n{TOLD[2]}",
            "section",
            "California",
            id="a rubric that stands again over a teaser",
        ),
        pytest.param(
            f"California\n\nWhale keeps its berth\n\nBy Ann Lee\nMarch 3, 2022\n\n{TOLD[0]}\n\nCalifornia\nThe longest nap "
            f"in California is taken by a ferry\nIt is three hours long.\nNov. 19, 2021\n\n{TOLD[1]}\n\n{TOLD[2]}",
            "paragraphs",
            TOLD,
            id="a teaser with its date inside the story",
        ),
        pytest.param(
            f"By Ann Lee\nJune 3, 2004 / 10:15 AM\n/ CBS/AP\n\n{BODY[13:]}",
            "agency",
            "CBS/AP",
            id="agencies behind a stroke",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nANN LEE\nPORT ELMA, N.S.\nPublished Wednesday, Nov. 28 2012, 2:06 PM EST\n\n"
            f"The whale of Port Elma has {BODY[30:]}",
            "dateline",
            "PORT ELMA, N.S.",
            id="a place in capitals with its state",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nApril 13, 2016 3:22 PM\nAnn Lee\n\nELMA —\n\n{BODY[13:]}",
            "dateline",
            "ELMA",
            id="a place with its dash on a line of its own",
        ),
        pytest.param(
            f"September 28, 2015 / 1:07 PM\nWhale keeps its berth at Port Elma\nBy Ann Lee\n4 Min Read\n* Whale asleep since Monday\n* Ferries go round it\n{BODY}",
            "standfirst",
            "* Whale asleep since Monday\n* Ferries go round it",
            id="two bullets of a summary",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\n($1 = 1.3390 Elma crowns)\n\nReporting by Ann Lee",
            "paragraphs",
            (*TOLD, "($1 = 1.3390 Elma crowns)"),
            id="a rate of exchange under the story",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nHere is what the children of the town had to say:\n\n"
            '"It snores." — Bo, grade 3\n\n"It gave me a wave." — Cy, grade 5\n\nThe school will come again on Friday.',
            "paragraphs",
            (
                *TOLD,
                "Here is what the children of the town had to say:",
                '"It snores." — Bo, grade 3',
                '"It gave me a wave." — Cy, grade 5',
                "The school will come again on Friday.",
            ),
            id="sayings with their speakers",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\n'My Boat Went Round the Whale'\n\n\"My boat went round the "
            'whale," said Bo Ek, who has the only ferry of the town and who has not slept since Monday himself.',
            "crossheads",
            ("'My Boat Went Round the Whale'",),
            id="a crosshead that quotes as headlines do",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n‘Who rang the bell?’\n\n{TOLD[1]}\n\n“There is always "
            "somebody who asks, ‘Who rang the bell?’” said Bo Ek, who has rung it all his life and will go on.",
            "crossheads",
            ("‘Who rang the bell?’",),
            id="a question in a headline's quotes",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nNext question?\n\nAnn Lee is a writer in Elma.\n"
            "Photograph of whale on the Elma Post's home page by Bo Ek/Getty Images.\nWhat did you think of this article?",
            "paragraphs",
            (*TOLD, "Next question?"),
            id="notes on writer and picture behind the story",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nCorrection: An earlier version gave the whale a wrong "
            "name.\n\nAnn Lee\nI cover the harbour, wave by wave.\nHave a tip?",
            "paragraphs",
            TOLD,
            id="the writer's card behind a correction",
        ),
        pytest.param(
            f"Dow Elma, an Elma News company\nDJIA 17705.91 -0.20%\nNasdaq 4750.21 0.30%\nSUBSCRIBE\nSIGN IN\n\n"
            f"By Ann Lee\nMay 9, 2016 5:32 p.m. ET\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee"),),
            id="a company is no writer",
        ),
        pytest.param(
            f"Whale keeps its berth at Port Elma\nPosted by Ann Lee on Mon, Dec 22, 2008 at 10:17 AM\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee"),),
            id="a byline with its date on one line",
        ),
        pytest.param(
            f"By Ann Lee Globe Staff June 19, 2014, 8:41 p.m.\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee", "Globe Staff"),),
            id="a byline with its role and its date on one line",
        ),
        pytest.param(
            "Published August 30, 2022 7:52am EDT\nHarbour master who lets a whale sleep at the quay says it finally works\n"
            "At Port Elma the ferries have no timetable, and nobody has rung a bell since Monday\nBy Ann Lee\n"
            + "\n".join(TOLD),
            "headline",
            "Harbour master who lets a whale sleep at the quay says it finally works",
            id="headline and deck under a date, without blank lines",
        ),
        pytest.param(
            f"Long Sleepers\n\nThe Whale Knew What Was Under the Quay. It Slept There Anyway.\n\nThe records of the harbour "
            f"say so three times. Each was put into a drawer.\n\nby Ann Lee\nApril 5, 2019\n\n{BODY}",
            "headline",
            "The Whale Knew What Was Under the Quay. It Slept There Anyway.",
            id="two sentences under a kicker",
        ),
        pytest.param(
            f"elmapost.com\nWhale Found Asleep at Elma Quay\nHarbour Master Was Looking for a Whale\nBy Ann Lee\n"
            f"Elma Post Staff Writer\nWednesday, June 5, 2002; Page B01\n\n{BODY}",
            "headline",
            "Whale Found Asleep at Elma Quay",
            id="headline and deck under a site's address",
        ),
        pytest.param(
            f"SLEEP RAGE —\nWhale keeps its berth, and we have questions\nBig fish, small quay, no plausible physics.\n"
            f"Ann Lee - Apr 5, 2019 5:12 pm UTC\n\n{BODY}",
            "headline",
            "Whale keeps its berth, and we have questions",
            id="a kicker with its dash",
        ),
        pytest.param(
            f"Whale keeps its berth\nBy Ann Lee\nApril 5, 2016, 3:12 PM EDT\n\n    Harbour dues rise 11 percent after sleep\n"
            f"    Pilots call whale 'an untapped channel'\n\n{BODY}",
            "standfirst",
            "Harbour dues rise 11 percent after sleep\nPilots call whale 'an untapped channel'",
            id="two lines of summary below the byline",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nANN LEE Herald staff writer\nApr 5, 2018\n\n{BODY}",
            "bylines",
            (ParsedByline("ANN LEE", "Herald staff writer"),),
            id="a name in capitals with its title",
        ),
        pytest.param(
            f"Whale keeps its berth\nAnn LeeContact ReporterThe Elma Herald\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee", "The Elma Herald"),),
            id="a button between a name and its paper",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nByAnn Lee and Bo Ek\nApril 5, 2018, 5:12 PM\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee"), ParsedByline("Bo Ek")),
            id="a label stuck to its name",
        ),
        pytest.param(
            f"Whale keeps its berth\nBy Ann Lee | Elma Media for elma.com\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee", "Elma Media for elma.com"),),
            id="a paper behind a bar",
        ),
        pytest.param(
            f"Whale keeps its berth\nBy Ann Lee  Elma News\nPosted April 5, 2021 3:12 pm\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee", "Elma News"),),
            id="a paper behind a wide gap",
        ),
        pytest.param(
            f"Whale keeps its berth\nBy ANN LEE, Associated Press Writer Wed Apr 9, 5:12 PM ET\n\n{BODY}",
            "bylines",
            (ParsedByline("ANN LEE", "Associated Press Writer"),),
            id="a day without its year behind a byline",
        ),
        pytest.param(
            f"Q&A with harbour chief Bo Ek\n\nBy Ann Lee\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee"),),
            id="whom an interview asks is no writer",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n'It has the sleep of a stone.'\n— Bo Ek, harbour chief\n\n"
            f"{TOLD[1]}\n\n{TOLD[2]}",
            "bylines",
            (ParsedByline("Ann Lee"),),
            id="who says a large quotation is no writer",
        ),
        pytest.param(
            f"Whale keeps its berth\nPUBLISHED TUE, APR 5 2022 5:12 PM EDTUPDATED TUE, APR 5 2022 8:40 PM EDT\n\n{BODY}",
            "updated",
            datetime(2022, 4, 5, 20, 40, tzinfo=timezone(timedelta(hours=-4))),
            id="a label stuck to a zone",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\nWATCH: The whale sleeps on in Port Elma. Ann Lee reports.\n\n{BODY}",
            "paragraphs",
            TOLD,
            id="a pointer in capitals to a recording",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n{TOLD[1]}\n\nGet The Elma Morning\n\nA look at what is asleep, "
            f"delivered to your inbox each weekday.\n\nSign Up\n\n{TOLD[2]}",
            "crossheads",
            (),
            id="the heading of an appeal is no crosshead",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\n___\n\nThis version corrects the whale's name to Ann, not Anne.",
            "correction",
            "This version corrects the whale's name to Ann, not Anne.",
            id="an agency's correction",
        ),
        pytest.param(
            f"Whale keeps its berth\n\n3 March 2015\nBy Ann Lee\n\n{BODY}\n\nEmail “Whale keeps its berth”.",
            "paragraphs",
            TOLD,
            id="a button that holds the headline",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nREAD MORE:\n* Seal leaves quay\n* Quay leaves seal\n\n"
            f"It snores at night.\n\n{TOLD[0]}",
            "paragraphs",
            (*TOLD, "It snores at night.", TOLD[0]),
            id="a box of points ends where they end",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\n- Herald\nComments",
            "paragraphs",
            TOLD,
            id="a paper's sign is no item",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n3 March 2015\n\nAnn Lee is the harbour reporter of the Post.\n\n{BODY}",
            "captions",
            (),
            id="who the writer is, above the story",
        ),
        pytest.param(
            "Great whale! Port Elma's sleepy guest has now kept its berth for two nights - and the whole of the market "
            "brings it fish\n\n- Whale came in on Monday\n- Ferries go round it\n\nBy Ann Lee\n\n"
            f"3 March 2015\n\n{BODY}",
            "standfirst",
            "- Whale came in on Monday\n- Ferries go round it",
            id="points under a long headline",
        ),
        pytest.param(
            f"ON MAY 3, 2013 · IN NEWS\n\nBY ANN LEE\n\n{BODY}",
            "section",
            "NEWS",
            id="a section behind the date",
        ),
        pytest.param(
            f"Ann Lee, The Elma Post | Headlines | Mon, May 14 2012, 8:01 AM\n\n{BODY}",
            "section",
            "Headlines",
            id="a section between bars",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nNation\nTuesday, 03 Mar 2015\n\nBy ANN LEE\n\n{BODY}",
            "section",
            "Nation",
            id="a section between headline and date",
        ),
        pytest.param(
            f"Elma News\nHome | Quay | Market | Sport\n\nWhale keeps its berth\n\nBy Bo Ek\n\n3 March 2015\n\n{BODY[13:]}",
            "agency",
            "",
            id="the page's own name above its menu is no agency",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nAFP | PORT ELMA, SADONG - Mar 14 2010 14:22\n\n{BODY[13:]}",
            "agency",
            "AFP",
            id="an agency before place and date",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nAnn Lee\n\n3 March 2015\n\nPort Elma - A whale came in.\n\n{BODY[13:]}",
            "dateline",
            "Port Elma",
            id="a short first paragraph with its place",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n'Forty tonnes asleep'\n\n{TOLD[1]}\n\n"
            '"It is forty tonnes asleep," the harbour master said, and went to look at it again at noon on Monday.',
            "crossheads",
            ("'Forty tonnes asleep'",),
            id="a crosshead in single quotes",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n“forty tonnes asleep” Bo Ek\n\n{TOLD[1]}\n\n"
            "“It is forty tonnes asleep”, the harbour master said, and went to look at it again at noon on Monday.",
            "crossheads",
            (),
            id="a quotation set large with its speaker",
        ),
        pytest.param(
            f'Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n"The whale has come. The whale will stay."\n'
            f"-- Harbour elder Bo Ek\n\n{TOLD[1]}\n\n{TOLD[2]}",
            "paragraphs",
            TOLD,
            id="a quotation set large, its speaker behind a dash",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nIn this story:\n  The whale's lunch\n  A borrowed quay\n"
            f"  Related stories and sites\n\nThe whale's lunch\n\n{TOLD[1]}\n\nA borrowed quay\n\n{TOLD[2]}",
            "crossheads",
            ("The whale's lunch", "A borrowed quay"),
            id="the list of crossheads ends where they begin",
        ),
        pytest.param(
            f">> LOCAL\n>> WEATHER\n\nDecember 10, 1999\nWeb posted at: 2:22 p.m. HKT (0622 GMT)\n\n{BODY}",
            "published",
            datetime(1999, 12, 10, 14, 22, tzinfo=timezone(timedelta(hours=8))),
            id="a date is no figure of the weather",
        ),
        pytest.param(
            f"Whale keeps its berth - Nov. 6, 2003\n\nWhale keeps its berth\n\nNovember 6, 2003: 5:12 PM EST\n\n{BODY}",
            "published",
            datetime(2003, 11, 6, 17, 12, tzinfo=timezone(timedelta(hours=-5))),
            id="a title's date has the time of the date below",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy CNN's Ann Lee\nand Bo Ek\n\n{BODY}",
            "bylines",
            (ParsedByline("Ann Lee", "CNN"), ParsedByline("Bo Ek", "CNN")),
            id="a second name on its own line",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n“The Long Quay”\nBy Bo Ek\nHalt Press\nFiction\n312 pages"
            f"\n\n{TOLD[1]}\n\n{TOLD[2]}",
            "bylines",
            (ParsedByline("Ann Lee"),),
            id="a byline in a box of a signed story",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nAnn Lee runs a fish market in Port Elma, and has met the whale.",
            "paragraphs",
            TOLD,
            id="a writer does not tell of herself by name",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n(See pictures of whales asleep.)\n\n{TOLD[1]}\n\n{TOLD[2]}",
            "paragraphs",
            TOLD,
            id="a pointer in brackets",
        ),
        pytest.param(
            f"By Ann Lee\n\nWhale keeps its berth\n\nWhat we're covering\n\n• {TOLD[1]}\n• {TOLD[2]}\n\n{TOLD[0]}",
            "standfirst",
            f"• {TOLD[1]}\n• {TOLD[2]}",
            id="summary points as long as paragraphs",
        ),
        pytest.param(
            f"CNN.com sci-tech > whales myCNN | Video | Audio | Feedback\n\nWhale keeps its berth\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "sci-tech > whales",
            id="a section between the site's name and its menu",
        ),
        pytest.param(
            "Whale keeps its berth\n\nFriday, October 17, 2003\n\nLH: Hello and welcome to the quay.\n\nGM: Thank you.\n\n"
            "LH: Where does it sleep?\n\nGM: Beside the ferry.\n\nLH: Since Monday?\n\nGM: Since Monday.",
            "dateline",
            "",
            id="a speaker's initials are no place",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nRelated article\nHow a seal took the train\n"
            f"The whale has been here before. It slept at this quay in the winter of 1958, the oldest of the pilots in the harbour say.\n\n{BODY}",
            "paragraphs",
            (
                TOLD[0],
                "The whale has been here before. It slept at this quay in the winter of 1958, the oldest of the pilots in the harbour say.",
                *TOLD,
            ),
            id="two sentences under a related article's title",
        ),
        pytest.param(
            f'Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nsound icon Pilot: "It snores." (221K AIFF or WAV sound)\n\n'
            f"{TOLD[1]}\n\n{TOLD[2]}",
            "paragraphs",
            TOLD,
            id="a recording with its size and format",
        ),
        pytest.param(
            f"Home Page\n\nWorld\n\nU.S.\n\nWeather\n\nBusiness\n\nHealth\n\nWhale keeps its berth\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "",
            id="the last of a menu whose entries stand apart",
        ),
        pytest.param(
            f"You are in:\nWales\n\nFront Page\nWorld\nWales\nPolitics\nBusiness\n\nWhale keeps its berth\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "Wales",
            id="a section under its label",
        ),
        pytest.param(
            f"News|Fishing\n\nWhale keeps its berth\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "News|Fishing",
            id="a section and its part",
        ),
        pytest.param(
            f"News / Elma News / Whale keeps its berth at Port Elma\n\nWhale keeps its berth at Port Elma\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "News / Elma News",
            id="a path that ends with the headline",
        ),
        pytest.param(
            f"Elma Post\n\nWhales\n\nWhale keeps its berth\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "Whales",
            id="a rubric that the story speaks of",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\nPosted in Hardware,\n28th October 2003 13:02 GMT\n\n{BODY}",
            "section",
            "Hardware",
            id="a section behind its label without a colon",
        ),
        pytest.param(
            f"Whale keeps its berth\nOn March 3, 2015 12:32 am / in\nNews\n\nBy Ann Lee\n\n{BODY}",
            "section",
            "News",
            id="a section on the line below its date",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nPTI, Mar 3, 2009, 04.12pm IST\n\n{BODY.replace('PORT ELMA -- ', '')}",
            "agency",
            "PTI",
            id="an agency before its date",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nMumbai, August 3, 2014\n\n{BODY.replace('PORT ELMA -- ', '')}",
            "dateline",
            "Mumbai",
            id="a place before its date",
        ),
        pytest.param(
            f"TWO DAYS ASLEEP\n\nWhale keeps its berth at the quay\n\nBy Ann Lee\n\n{BODY}",
            "headline",
            "Whale keeps its berth at the quay",
            id="a kicker in capitals is no headline",
        ),
        pytest.param(
            f"Whale keeps its berth\n\n400 ferries, rerouted\n\nBy Ann Lee\n\n{BODY}",
            "standfirst",
            "400 ferries, rerouted",
            id="a short deck that begins with a figure",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nIn Summary\n\nThe whale has slept since Monday\nFerries go round it\n\nShare Bookmark Print Rating\n\nBy Ann Lee\n\n{BODY}",
            "standfirst",
            "The whale has slept since Monday\nFerries go round it",
            id="buttons end the highlights",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee with AFP\n\n{BODY.replace('PORT ELMA -- ', '')}",
            "agency",
            "AFP",
            id="a wire behind a name",
        ),
    ],
)
def test_shape_of_a_page_is_understood(text, field, value):
    assert getattr(story(text), field) == value


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        pytest.param(
            f"A whale sleeping beside the fish market of Port Elma.\nEH PHOTO: BO EK\n\nPublished Sep 5, 2018\n\n{BODY}",
            [("A whale sleeping beside the fish market of Port Elma.", "BO EK")],
            id="a sentence over a photo's credit",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nDate: 22 June 2006\n\nThe quay of the whale dates from 1934 ANP\n\n{BODY}",
            [("The quay of the whale dates from 1934", "ANP")],
            id="an agency in capitals at the end",
        ),
        *(
            pytest.param(
                f"Whale keeps its berth\n\nDate: 22 June 2006\n\nThe quay of the whale dates from 1934{end}\n\n{BODY}",
                [("The quay of the whale dates from 1934", credit)],
                id=f"a caption that ends with {name}",
            )
            for end, credit, name in (
                (" | Elma-Post", "Elma-Post", "a paper behind a bar"),
                (" /Bo Ek /EP TV", "Bo Ek /EP TV", "a name behind a slash"),
                (" (Public library of Elma)", "Public library of Elma", "its owner in brackets"),
                (" FOTO Bo Ekman", "Bo Ekman", "a label without a colon"),
                (" Bo Ekman/EP", "Bo Ekman/EP", "a name and a paper"),
            )
        ),
        pytest.param(
            f"Whale keeps its berth\n\nDate: 22 June 2006\n\nThe quay of the whale dates from 1934\n\n{BODY}",
            [("The quay of the whale dates from 1934", "")],
            id="a caption that nobody signed",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBo Ek\n\nThe whale, which is nine metres wide.\n\nAnn Lee\n\n{BODY[13:]}",
            [("The whale, which is nine metres wide.", "Bo Ek")],
            id="photographer, picture, writer",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nImage\nThe whale on Monday.\nThe whale on Monday."
            f"Credit...Bo Ek for The Elma Post\n\n{TOLD[1]}",
            [("The whale on Monday.", "Bo Ek for The Elma Post")],
            id="printed twice and then signed",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nThe whale came on Monday. It has not left.\n(Bo Ek / For The Post)\nBy Ann Lee\n"
            f"Staff Writer\nMarch 3, 2022\n\n{BODY}",
            [("The whale came on Monday. It has not left.", "Bo Ek / For The Post")],
            id="a name lent to a paper in brackets",
        ),
        pytest.param(
            f"BO EK/POST STAFF\nThe whale slept on Wednesday.\n\nBy Ann Lee\n\n{BODY}",
            [("The whale slept on Wednesday.", "BO EK/POST STAFF")],
            id="a credit over its caption",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nThe whale of Port Elma on Monday, asleep beside the quay.Read more\nBo Ek / Staff Photographer\n\n"
            f"by Ann Lee\nPublished Sept. 14, 2021\n\n{BODY}",
            [("The whale of Port Elma on Monday, asleep beside the quay.", "Bo Ek / Staff Photographer")],
            id="a button stuck to a caption",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\nAn illustration of a whale on a clock face\nGetty / The Post\n"
            f"May 17, 2021\n\n{BODY}",
            [("", "Getty / The Post")],
            id="a description above a credit",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nAnn Lee\nAug. 6, 2015, 11:42 AM\n\nPrint\nIt knows the bell. You do not.\n"
            f"Flickr / Bo Ek\n\nWhales have heard of us.\n\n{BODY[13:]}",
            [("It knows the bell. You do not.", "Flickr / Bo Ek")],
            id="a first sentence below a credited picture",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nThe whale of Port Elma, beside the quay of the fish market. It snores. Bo Ek for Elma Radio "
            f"hide caption\n\ntoggle caption\nBo Ek for Elma Radio\n\n{BODY}",
            [("The whale of Port Elma, beside the quay of the fish market. It snores.", "Bo Ek for Elma Radio")],
            id="a credit printed again below its buttons",
        ),
        pytest.param(
            "Whale keeps its berth\nBy Ann Lee\nApril 5, 2018\nA whale with two clocks on it.\nPhoto illustration by Elma Post. "
            "Photo by Bo Ek/Getty Images.\n" + "\n".join(TOLD),
            [("A whale with two clocks on it.", "Photo illustration by Elma Post. Photo by Bo Ek/Getty Images.")],
            id="sentences that credit",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nANN LEE Herald staff writer\nApr 5, 2018\n\nThe whale on Tuesday.\n\nBo Ek\n\n{BODY}",
            [("The whale on Tuesday.", "Bo Ek")],
            id="a bare name under a picture's text",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nANN LEE\n3 March 2015\n\nBO EK/HERALD\nThe whale beside its quay.\n\n{TOLD[0]}\n\n"
            f"BO EK/HERALD\nThe quay was not marked.\n\n{TOLD[1]}\n\n{TOLD[2]}",
            [("The whale beside its quay.", "BO EK/HERALD"), ("The quay was not marked.", "BO EK/HERALD")],
            id="photographer over picture",
        ),
        pytest.param(
            f"Whale keeps its berth\n\n3 March 2015\n\nImage source, Bo Ek\nImage caption, The whale\n\nIt sleeps.\n\n"
            f"Image source, Elma Zoo\nImage caption, The quay\n\n{BODY}",
            [("The whale", "Bo Ek"), ("The quay", "Elma Zoo")],
            id="source over caption",
        ),
        pytest.param(
            f"Whale keeps its berth\n\n3 March 2015\n\n{TOLD[0]}\n\nImage source, Bo Ek\nImage caption,\nThe whale\n\n"
            f"{TOLD[1]}\n\n{TOLD[2]}",
            [("The whale", "Bo Ek")],
            id="a caption under its label",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nA grey back beside a quay.\nThe whale has slept since "
            f"Monday. (Elma News: Bo Ek)\n\n{TOLD[1]}\n\n{TOLD[2]}",
            [("The whale has slept since Monday.", "Elma News: Bo Ek")],
            id="a picture's description over its caption",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n{TOLD[1]}\n\nFast asleep: The whale of Port Elma, which "
            f"has kept its berth beside the fish market since Monday morning\n\n{TOLD[2]}",
            [
                (
                    "Fast asleep: The whale of Port Elma, which has kept its berth beside the fish market since Monday "
                    "morning",
                    "",
                )
            ],
            id="a long line without its full stop",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\nFile photo of the whale at its usual quay\n\n{TOLD[1]}",
            [("File photo of the whale at its usual quay", "")],
            id="a caption by its first words",
        ),
        pytest.param(
            f"Whale keeps its berth\n\n[ image: The whale at the fish market]\n\nThe whale at the fish market\n\n"
            f"By Ann Lee\n\n{BODY}",
            [("The whale at the fish market", "")],
            id="a description said once more",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n3 March 2015\n\nA grey whale beside a long wooden quay\n\n"
            f"The whale has slept since Monday. (Elma News: Bo Ek)\n\n{BODY}",
            [("The whale has slept since Monday.", "Elma News: Bo Ek")],
            id="a description of a signed picture",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n3 March 2015\n\nSource: Getty Images\n\n{BODY}",
            [("", "Getty Images")],
            id="a picture agency as source",
        ),
        pytest.param(
            f"By Ann Lee\n\nTrays of fish wait for the whale at the market.\nHANNAH EK/AFP/Getty Images\n\n{BODY}",
            [("Trays of fish wait for the whale at the market.", "HANNAH EK/AFP/Getty Images")],
            id="a photographer and two agencies are no dateline",
        ),
        pytest.param(
            f"Skip to main content /WORLD\n\n\nWhale beside the market\nA whale asleep beside the fish market on Monday\n"
            f"A whale asleep beside the fish market on Monday\n\nBy CNN's Ann Lee\n\n{BODY}",
            [("A whale asleep beside the fish market on Monday", "")],
            id="a description over a caption printed twice",
        ),
        pytest.param(
            f"Whale keeps its berth\n\nBy Ann Lee\n\n{TOLD[0]}\n\n\nwhale\nThe whale sleeps beside the quay of Port Elma.\n"
            f"Pilots keep watch.\nPilots keep watch.\n\n{TOLD[1]}\n\n{TOLD[2]}",
            [("The whale sleeps beside the quay of Port Elma.", ""), ("Pilots keep watch.", "")],
            id="captions under a description between paragraphs",
        ),
    ],
)
def test_pictures_text_is_told_from_the_story(text, captions):
    assert [(one.text, one.credit) for one in story(text).captions] == captions


def test_live_report_begins_at_its_first_entrys_time():
    entries = (
        ("3:31 p.m. ET, January 16, 2022", "Whale wakes up", "The whale opened an eye at three, the harbour said."),
        ("2:54 p.m. ET, January 16, 2022", "Ferry waits", "The ferry of the afternoon is waiting for the whale."),
        ("1:20 p.m. ET, January 16, 2022", "Whale asleep", "The whale is asleep, and the market has gone quiet."),
    )
    found = story(
        "The whale of Port Elma: Live updates\n\nBy Ann Lee and Bo Ek, CNN\nUpdated 3:40 p.m. ET, January 16, 2022\n\n"
        + "\n\n".join("\n\n".join(entry) for entry in entries)
    )
    assert found.headline == "The whale of Port Elma: Live updates"
    assert found.published is None
    assert found.updated is not None
    assert found.crossheads == tuple(line for entry in entries for line in entry[:2])
    assert found.paragraphs == tuple(entry[2] for entry in entries)


def test_footers_link_to_transcripts_makes_no_transcript():
    found = story(
        f"Whale keeps its berth\n\nBy Ann Lee\n\n{BODY}\n\nPOSTED: 0115 GMT, October 4, 2006\nTranscripts\nJobs"
    )
    assert found.kind == "news"
    assert found.paragraphs == TOLD


def test_letter_is_signed_above_what_tells_of_its_writer():
    found = story(
        f"Letters\n\nLet the whale sleep on\n\n{BODY[13:]}\n\nErna Kowal, Mill Street\n\nThe writer rents boats."
    )
    assert [(one.name, one.role) for one in found.bylines] == [("Erna Kowal", "Mill Street")]
    assert "The writer rents boats." in found.furniture


def test_letter_to_the_editor_is_signed_by_name_and_place():
    found = story(f"Whale keeps its berth\n\nSir, – {BODY[13:]} – Yours, etc,\n\nERNA KOWAL,\nMill Street, Elma 6.")
    assert [(one.name, one.role) for one in found.bylines] == [("ERNA KOWAL", "Mill Street, Elma 6")]


def test_posted_by_line_of_a_printed_page_comes_apart():
    found = story(
        "Whale keeps its berth\n\nPosted By Ann Lee On March 14, 2010 @ 5:10 am In Local News | 3 Comments\n\n"
        + BODY[13:]
    )
    assert [(one.name, one.role) for one in found.bylines] == [("Ann Lee", "")]
    assert str(found.published) == "2010-03-14 05:10:00"
    assert found.section == "Local News"


def test_date_and_author_under_the_story_belong_to_it():
    found = story(
        f"Whale keeps its berth\n\n{BODY[13:]}\n\nELMA.ORG\n\nQuay asks for rest\n\nDate 03.02.2013\nAuthor Ann Lee\nShare"
    )
    assert [one.name for one in found.bylines] == ["Ann Lee"]
    assert str(found.published) == "2013-02-03"


# Shapes of pages in other languages, one rule each

ERZAEHLT = (
    "Ein Wal ist am Montag in den Hafen von Elmstedt geschwommen und hat die Kaimauer seither nicht mehr verlassen, "
    "sagen die Lotsen der Stadt, die ihn seit drei Tagen beobachten.",
    "Die Hafenmeisterin bat die Fähren, einen Bogen um das Tier zu machen, dem das Brummen der Motoren zu gefallen "
    "scheint und das den Fischern aus der Hand frisst.",
    "Niemand weiß, wie lange ein Wal neben einer Mauer schlafen kann, aber auf dem Markt verkauft man ihm inzwischen "
    "den Fisch gleich kistenweise und auf Rechnung.",
)
RUMPF = "\n\n".join(ERZAEHLT)
TITEL = "Ein Wal schläft im Hafen von Elmstedt"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        pytest.param(
            f"3. Mai 2012\n\n{TITEL}\n\nDie Hafenmeisterin bittet die Fähren um einen Bogen\n\n{RUMPF}",
            "standfirst",
            "Die Hafenmeisterin bittet die Fähren um einen Bogen",
            id="a deck under a dated headline",
        ),
        pytest.param(
            f"{TITEL}\n\nVon Anna Lehm\n\n3. Mai 2012\n\nVom Brummen der Fähren lässt sich der Gast an der Kaimauer "
            f"offenbar nicht stören\n\n{RUMPF}",
            "standfirst",
            "Vom Brummen der Fähren lässt sich der Gast an der Kaimauer offenbar nicht stören",
            id="the only line between byline and story is its deck",
        ),
        pytest.param(
            f"{TITEL}\n\n3. Mai 2012\n\nDie Hafenmeisterin bittet die Fähren der Stadt wegen eines schlafenden Wals "
            f"um einen Bogen.\n\n{RUMPF}",
            "standfirst",
            "Die Hafenmeisterin bittet die Fähren der Stadt wegen eines schlafenden Wals um einen Bogen.",
            id="a paragraph well shorter than the next, which says its words again",
        ),
        pytest.param(
            f"{TITEL}\n\n3. Mai 2012\n\nDer Gast im Hafen lässt sich vom Lärm der Fähren nicht wecken. Die Stadt sucht "
            f"nach Fisch.\n\nMerken\nTeilen\nDrucken\n\n{RUMPF}",
            "standfirst",
            "Der Gast im Hafen lässt sich vom Lärm der Fähren nicht wecken. Die Stadt sucht nach Fisch.",
            id="a deck over the page's buttons",
        ),
        pytest.param(
            f"{TITEL}\n\nVon Anna Lehm\n\n{ERZAEHLT[0]}\n\nLesen Sie auch\nAls der Leuchtturm verkauft wurde\n\n"
            f"Fisch auf Rechnung\n\n{ERZAEHLT[1]}\n\n{ERZAEHLT[2]}",
            "crossheads",
            ("Fisch auf Rechnung",),
            id="a crosshead below a box of one link",
        ),
        pytest.param(
            f"{TITEL}\n\nVon Anna Lehm\n\n{ERZAEHLT[0]}\n\nLesen Sie auch\n\nAls der alte Leuchtturm von Elmstedt "
            f"verkauft wurde\n\nFisch auf Rechnung\n\n{ERZAEHLT[1]}\n\n{ERZAEHLT[2]}",
            "crossheads",
            ("Fisch auf Rechnung",),
            id="a crosshead is shorter than the links above it",
        ),
        pytest.param(
            f"{TITEL}\n\n3. Mai 2012\n\n{RUMPF}\n\nAnna Lehm\nfreie Reporterin\n\nNewsletter bestellen\n\n"
            "Unsere Zeitung lebt von ihren Leserinnen und Lesern.",
            "bylines",
            (("Anna Lehm", "freie Reporterin"),),
            id="a name below the last paragraph signs it",
        ),
        pytest.param(
            f"{TITEL}\n\n3. Mai 2012\n\n{RUMPF}\n\n(dpa, 3.5.2012)",
            "agency",
            "dpa",
            id="agency and day in brackets",
        ),
        pytest.param(
            f"{RUMPF}\n\nRubrik\nHafen und Meer\nDatum\n3. Mai 2012\nAutor\nANNA LEHM",
            "section",
            "Hafen und Meer",
            id="the record of an archive",
        ),
        pytest.param(
            f"{RUMPF}\n\nRubrik\nHafen und Meer\nDatum\n3. Mai 2012\nAutor\nANNA LEHM",
            "bylines",
            (("ANNA LEHM", ""),),
            id="the writer in the record of an archive",
        ),
        pytest.param(
            f"{TITEL}\n\nEin Wal an einer Kaimauer\nDer Wal am Montag an der Kaimauer von Elmstedt\nFoto: Bo Eck\n\n"
            f"Von Anna Lehm\n\n{RUMPF}",
            "captions",
            (("Der Wal am Montag an der Kaimauer von Elmstedt", "Bo Eck"),),
            id="a picture's description over caption and credit",
        ),
        pytest.param(
            f"{TITEL}\n\nVon Anna Lehm\n\n{ERZAEHLT[0]}\n\nDer Wal am Montag an der Kaimauer von Elmstedt (Bo Eck)\n\n"
            f"{ERZAEHLT[1]}\n\n{ERZAEHLT[2]}",
            "captions",
            (("Der Wal am Montag an der Kaimauer von Elmstedt", "Bo Eck"),),
            id="a photographer in brackets without a full stop",
        ),
        pytest.param(
            f"{TITEL}\n\nVon dpa\n3. Mai 2012\n\nDer Wal am Montag an der Kaimauer von Elmstedt\nBO ECK\n\n{RUMPF}",
            "captions",
            (("Der Wal am Montag an der Kaimauer von Elmstedt", "BO ECK"),),
            id="a bare name under a picture's text beside an agency",
        ),
        pytest.param(
            f"{TITEL}\n\n3. Mai 2012\n\nDer Wal schläft an der Kaimauer.\nARCHIV\n\n{RUMPF}",
            "captions",
            (("Der Wal schläft an der Kaimauer.", "ARCHIV"),),
            id="an archive's mark on its own line",
        ),
        pytest.param(
            f"Startseite | Hafen | Elmstedt\n\n{TITEL}\n\nVon Anna Lehm\n\n{RUMPF}",
            "section",
            "Startseite | Hafen | Elmstedt",
            id="a path of sections with bars",
        ),
        pytest.param(
            f"Elmstedter Bote - {TITEL}\n\nDie Hafenmeisterin bittet die Fähren um einen Bogen\n"
            f"Auf dem Markt kauft das Tier den Fisch kistenweise\n\n{TITEL}\nvon ANNA LEHM\n\n{RUMPF}",
            "standfirst",
            "Die Hafenmeisterin bittet die Fähren um einen Bogen\nAuf dem Markt kauft das Tier den Fisch kistenweise",
            id="two lines of deck over the headline",
        ),
        pytest.param(
            f"{TITEL}\n\n16:18 | 3. Mai 2012\n\nVon Anna Lehm\n\n{RUMPF}",
            "published",
            datetime(2012, 5, 3, 16, 18),
            id="a time before its date",
        ),
        pytest.param(
            f"{TITEL}\n\nEin Wal ist im Hafen und will dort bleiben: Die Lotsin Anna Lehm über einen Gast, der nicht "
            "grüßt, sechs Fähren und eine Rechnung vom Markt, die niemand bezahlt, und über den Rat der Stadt.\n\n"
            "ELMSTEDTER BOTE: Frau Lehm, Sie haben ihn zuerst gesehen.\n\n"
            "Lehm: Gehört habe ich ihn zuerst, gesehen hat ihn meine Nachbarin.\n\n"
            "ELMSTEDTER BOTE: Was haben Sie da gedacht?\n\n"
            "Lehm: Dass die Sechs-Uhr-Fähre heute besonders pünktlich kommt.\n\n"
            "ELMSTEDTER BOTE: Und nun bleibt er?\n\nLehm: Das müssen Sie ihn schon selbst fragen.",
            "standfirst",
            "Ein Wal ist im Hafen und will dort bleiben: Die Lotsin Anna Lehm über einen Gast, der nicht "
            "grüßt, sechs Fähren und eine Rechnung vom Markt, die niemand bezahlt, und über den Rat der Stadt.",
            id="a deck over questions and answers",
        ),
        pytest.param(
            "Korrektur: Der Wal von Elmstedt ist ein Finnwal\n\n3. Mai 2012\n\nIn der Ausgabe vom Dienstag haben wir "
            "den Gast im Hafen von Elmstedt einen Pottwal genannt. Er ist ein Finnwal, wie uns die Lotsin schreibt.",
            "headline",
            "Korrektur: Der Wal von Elmstedt ist ein Finnwal",
            id="the headline of a correction that is the whole story",
        ),
        pytest.param(
            "Une baleine dort dans le port de Saint-Elme\n\nPORT-ELME (Landes) ENVOYÉE SPÉCIALE\n\n"
            "Une baleine est entrée lundi dans le port et n'a plus quitté le quai depuis, disent les pilotes, qui la "
            "surveillent à tour de rôle.\n\nLa capitaine du port a prié les bateaux de faire un détour, mais le bruit "
            "des moteurs semble plaire à l'animal.\n\nPersonne ne sait combien de temps une baleine peut dormir contre "
            "un quai.\n\nAnne Lemaire\nArticle paru dans l'édition du 03.05.06.",
            "bylines",
            (("Anne Lemaire", "ENVOYÉE SPÉCIALE"),),
            id="a place with the writer's posting",
        ),
        pytest.param(
            "Une baleine dort dans le port\n\nLe 3 mai 2006\n\nUne baleine est entrée lundi dans le port et n'a plus "
            "quitté le quai depuis, disent les pilotes, qui la surveillent.\n\nLa capitaine du port a prié les bateaux "
            "de faire un détour, mais le bruit des moteurs plaît à l'animal.\n\nPersonne ne sait combien de temps une "
            "baleine peut dormir.\n\n03/05/2006 16:30:41 - Rennes (AFP) - © 2006 AFP",
            "dateline",
            "Rennes",
            id="a dispatch's place and agency below it",
        ),
        pytest.param(
            "Una ballena duerme en el puerto\n\nAna Lago S. - 03/05/2012 - 07:10\n\n"
            "Una ballena entró el lunes en el puerto y desde entonces no se ha movido del muelle, dicen los prácticos, "
            "que la vigilan por turnos.\n\nLa capitana del puerto pidió a los barcos que dieran un rodeo, aunque al "
            "animal parece gustarle el ruido de los motores.",
            "bylines",
            (("Ana Lago S.", ""),),
            id="a name that ends with an initial",
        ),
        pytest.param(
            f"{TITEL}\n\nVon Anna Lehm Historikerin\n\n3. Mai 2012\n\n{RUMPF}",
            "bylines",
            (("Anna Lehm", "Historikerin"),),
            id="a guest's profession behind the name",
        ),
    ],
)
def test_shape_of_a_page_in_another_language_is_understood(text, field, value):
    found = getattr(story(text), field)
    if field == "bylines":
        found = tuple((one.name, one.role) for one in found)
    elif field == "captions":
        found = tuple((one.text, one.credit) for one in found)
    assert found == value


def test_paragraph_that_the_paywall_breaks_off_is_kept():
    found = story(
        f"{TITEL}\n\nVon Anna Lehm\n\n{RUMPF}\n\nVier Kisten hat er schon, und die fünfte wird gerade\n\n"
        "Dieser Artikel ist nur für Abonnenten"
    )
    assert found.paragraphs[-1] == "Vier Kisten hat er schon, und die fünfte wird gerade"


@pytest.mark.parametrize(
    "credits",
    [
        pytest.param(("Foto: Bo Eck", "Foto: Bo Eck"), id="both are signed alike"),
        pytest.param(("Foto: Archiv", "Foto: Bo Eck"), id="both begin alike"),
    ],
)
def test_description_of_a_picture_may_be_signed_as_its_caption_is(credits):
    described, captioned = credits
    found = story(
        f"{TITEL}\n\nVon Anna Lehm\n\nDer Wal von Elmstedt ({described})\n"
        f"Der Wal liegt seit Montag an der Kaimauer von Elmstedt ({captioned})\n\n{RUMPF}"
    )
    assert [(one.text, one.credit) for one in found.captions] == [
        ("Der Wal liegt seit Montag an der Kaimauer von Elmstedt", "Bo Eck")
    ]


def test_short_sentence_over_a_credit_is_a_caption_where_all_lines_stand_apart():
    found = story(
        f"{TITEL}\n\nVon Anna Lehm\n\n{ERZAEHLT[0]}\n\nDer Wal von Elmstedt schläft.\n\nFoto: Bo Eck\n\n"
        f"{ERZAEHLT[1]}\n\n{ERZAEHLT[2]}"
    )
    assert [(one.text, one.credit) for one in found.captions] == [("Der Wal von Elmstedt schläft.", "Bo Eck")]


def test_weekday_before_a_date_is_no_place():
    assert story(f"{TITEL}\n\nMiércoles, 12 de marzo de 2003 - 15:10 GMT\n\n{RUMPF}").dateline == ""
