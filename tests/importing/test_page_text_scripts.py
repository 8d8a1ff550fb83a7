"""The page text parser on pages in scripts without capitals: one shape each, of invented stories about a whale."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from articles.importing.document import ParsedStory
from articles.importing.formats.page_text import parse_text
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.formats.page_text.datelines import read_dateline
from articles.importing.formats.page_text.dates import read_stamp
from articles.importing.formats.page_text.language import language_of
from articles.importing.formats.page_text.names import label_end, read_names
from articles.importing.formats.page_text.vocabulary import key_of

# Six stories of a whale that sleeps in a harbour; each paragraph speaks of whale, harbour and market.

ARABIC = (
    "دخل حوت كبير ميناء المدينة صباح الاثنين ونام قرب السوق، ولم يستيقظ رغم أبواق السفن التي دعاها المرفأ لإيقاظه.",
    "وقال عمال الميناء إن الحوت يشغل الرصيف كله، وإن باعة السمك في السوق نقلوا صناديقهم إلى الساحة المجاورة.",
    "وأضاف رئيس المرفأ أن العبارة ستنتظر حتى يستيقظ الحوت، لأن أحدا لا يعرف كم ينام الحوت قرب رصيف.",
)
PERSIAN = (
    "نهنگی بزرگ صبح دوشنبه وارد بندر شهر شد و کنار بازار به خواب رفت و با بوق کشتی‌ها هم بیدار نشد، مردم می‌گویند.",
    "کارگران بندر گفتند نهنگ تمام اسکله را گرفته و ماهی‌فروشان بازار صندوق‌های خود را به میدان برده‌اند تا او بیدار شود.",
    "رئیس بندر گفت قایق‌ها منتظر می‌مانند تا نهنگ بیدار شود، چون کسی نمی‌داند نهنگ کنار اسکله چقدر می‌خوابد.",
)
URDU = (
    "ایک بڑی وہیل پیر کی صبح شہر کی بندرگاہ میں داخل ہوئی اور منڈی کے پاس سو گئی، جہازوں کے بھونپو بھی اسے نہ جگا سکے۔",
    "بندرگاہ کے مزدوروں نے کہا کہ وہیل نے پورا گھاٹ گھیر رکھا ہے اور منڈی کے مچھلی فروش اپنے ڈبے میدان میں لے گئے ہیں۔",
    "بندرگاہ کے سربراہ نے کہا کہ کشتیاں وہیل کے جاگنے کا انتظار کریں گی کیونکہ کوئی نہیں جانتا کہ وہیل کتنا سوتی ہے۔",
)
HINDI = (
    "एक बड़ी व्हेल सोमवार सुबह शहर के बंदरगाह में आई और बाज़ार के पास सो गई, जहाज़ों के भोंपू भी उसे जगा नहीं सके।",
    "बंदरगाह के मज़दूरों ने कहा कि व्हेल ने पूरा घाट घेर रखा है और बाज़ार के मछुआरे अपने डिब्बे मैदान में ले गए हैं।",
    "बंदरगाह के प्रमुख ने कहा कि नावें व्हेल के जागने तक रुकेंगी क्योंकि कोई नहीं जानता कि व्हेल कितनी देर सोती है।",
)
CHINESE = (
    "一头大鲸鱼周一早晨游进港都的码头，在鱼市旁边睡着了，港务局请来的几艘轮船一齐鸣笛也没有把鲸鱼叫醒。",
    "码头工人说，鲸鱼把整个泊位都占满了，鱼市的摊贩只好把箱子搬到旁边的广场上，等鲸鱼醒来再搬回去。",
    "港务局局长说，渡轮要等鲸鱼醒来才能开，因为谁也不知道一头鲸鱼在码头旁边究竟能睡多久。",
)
JAPANESE = (
    "大きなクジラが月曜の朝、港都の岸壁に入り、魚市場のわきで眠り込んだ。港の船が汽笛を鳴らしてもクジラは起きなかった。",
    "岸壁の作業員によると、クジラが場所をふさいだため、魚市場の人たちは箱を広場に移して、クジラが起きるのを待っている。",
    "港の責任者は、クジラが起きるまで連絡船は待つと話した。クジラが岸壁でどれほど眠るのかは誰も知らないという。",
)
KOREAN = (
    "커다란 고래가 월요일 아침 항구에 들어와 어시장 옆에서 잠들었다. 배들이 고동을 울려도 고래는 깨어나지 않았다.",
    "부두 일꾼들은 고래가 부두를 다 차지해 어시장 상인들이 상자를 광장으로 옮기고 고래가 깨기를 기다린다고 말했다.",
    "항구 책임자는 고래가 깰 때까지 여객선이 기다린다고 했다. 고래가 부두에서 얼마나 자는지 아무도 모르기 때문이다.",
)
BURMESE = (
    "ဝေလငါးကြီးတစ်ကောင် တနင်္လာနေ့မနက်က ဆိပ်ကမ်းထဲဝင်လာပြီး ငါးဈေးဘေးမှာ အိပ်ပျော်သွားကာ သင်္ဘောဥသြသံနဲ့လည်း မနိုးဘူးလို့ ဆိုပါတယ်။",
    "ဆိပ်ကမ်းအလုပ်သမားတွေက ဝေလငါးဟာ ဆိပ်ခံတစ်ခုလုံးကို ယူထားပြီး ငါးဈေးသည်တွေက သေတ္တာတွေကို ကွင်းထဲရွှေ့ထားတယ်လို့ ပြောပါတယ်။",
)


def story(*blocks: str, told: tuple[str, ...]) -> ParsedStory:
    return parse_text("\n\n".join((*blocks, *told)))


def people(found: ParsedStory) -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in found.bylines]


@pytest.mark.parametrize(
    ("blocks", "told", "named"),
    [
        pytest.param(
            ("الحوت النائم في الميناء", "12 مارس 2015\nليلى حمدون", "شارك"),
            ARABIC,
            ("ليلى حمدون", ""),
            id="under the date",
        ),
        pytest.param(
            ("الحوت النائم في الميناء", "12 مارس 2015", "عبد الصمد الحمداني", "طباعة"),
            ARABIC,
            ("عبد الصمد الحمداني", ""),
            id="alone under the date",
        ),
        pytest.param(
            ("الأخبار > الرأي", "سمير الحمداني", "في مديح الحوت النائم"),
            ARABIC,
            ("سمير الحمداني", ""),
            id="between section and headline",
        ),
        pytest.param(
            ("सोती व्हेल और बंदरगाह", "12 मार्च 2015", "मीरा सहाय\nबीबीसी संवाददाता, पोर्ट एल्मा"),
            HINDI,
            ("मीरा सहाय", "बीबीसी संवाददाता, पोर्ट एल्मा"),
            id="over its desk",
        ),
        pytest.param(
            ("بندرگاہ میں سوئی ہوئی وہیل", "ویب ڈیسک منگل 10 اگست 2021"),
            URDU,
            ("ویب ڈیسک", ""),
            id="a desk before its day",
        ),
        pytest.param(
            ("सोती व्हेल और बंदरगाह", "elma.in\n27 नवंबर 2022, 16:08 IST"), HINDI, ("elma.in", ""), id="the site itself"
        ),
        pytest.param(("鲸鱼睡在鱼市旁", "田 亦"), CHINESE, ("田 亦", ""), id="two signs, set wide"),
        pytest.param(
            ("海の新聞", "魚市場でクジラ眠る", "2018/3/12 18:24", "佐山 悠子", "ライフ"),
            JAPANESE,
            ("佐山 悠子", ""),
            id="in two parts",
        ),
        pytest.param(
            ("鯨魚睡在魚市旁", "2018/03/12 18:24", *CHINESE[:2], CHINESE[2] + "（王曉明／港都報導）"),
            (),
            ("王曉明", ""),
            id="behind the last paragraph",
        ),
        pytest.param(
            ("港都ニュース > 記事 > 社会", "佐山悠子", "2014年5月12日18時05分"),
            JAPANESE,
            ("佐山悠子", ""),
            id="without a headline",
        ),
        pytest.param(
            ("어시장 옆에서 잠든 고래", "홍길동기자 gildong@example.com", "입력 : 2015.03.12 18:22"),
            KOREAN,
            ("홍길동", "기자"),
            id="a title glued on, and an address",
        ),
    ],
)
def test_caseless_name_is_told_by_what_stands_beside_it(blocks, told, named):
    assert people(story(*blocks, told=told)) == [named]


@pytest.mark.parametrize(
    ("opening", "told", "named", "place"),
    [
        pytest.param(
            "本报讯 记者王小明、通讯员李大海报道：",
            CHINESE,
            [("王小明", "记者"), ("李大海", "通讯员")],
            "",
            id="reported",
        ),
        pytest.param(
            "本报讯（记者王小明 实习生李大海）",
            CHINESE,
            [("王小明", "记者"), ("李大海", "实习生")],
            "",
            id="in brackets",
        ),
        pytest.param("〔記者王曉明/港都報導〕", CHINESE, [("王曉明", "記者")], "港都", id="name and place"),
        pytest.param(
            "〔記者王曉明、李大海／港都報導〕", CHINESE, [("王曉明", "記者"), ("李大海", "記者")], "港都", id="two"
        ),
        pytest.param("（王曉明/港都報導）", CHINESE, [("王曉明", "")], "港都", id="no title"),
        pytest.param(
            "中国海洋报北京3月5日电（海洋报·海洋网记者 王小明）",
            CHINESE,
            [("王小明", "海洋报·海洋网记者")],
            "北京",
            id="two papers",
        ),
        pytest.param("[항구경제 홍길동 기자] ", KOREAN, [("홍길동", "기자")], "", id="paper and reporter"),
        pytest.param(
            "(항구=연합뉴스) 홍길동 김바다 기자 = ", KOREAN, [("홍길동", "기자"), ("김바다", "기자")], "항구", id="pair"
        ),
        pytest.param("〔生活中心／綜合報導〕", CHINESE, [("生活中心", "")], "", id="a desk"),
        pytest.param("जागरण संवाददाता, एल्मापुर : ", HINDI, [("जागरण संवाददाता", "")], "एल्मापुर", id="desk, place"),
        pytest.param("लखनऊ (ब्यूरो)। ", HINDI, [("ब्यूरो", "")], "लखनऊ", id="place, desk"),
    ],
)
def test_story_may_begin_with_its_reporters(opening, told, named, place):
    found = parse_text("\n\n".join((opening + told[0], *told[1:])))
    assert (people(found), found.dateline) == (named, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("नई दिल्ली। एक व्हेल बंदरगाह में आई।", "नई दिल्ली", id="Hindi, two words"),
        pytest.param("१२ चैत, काठमाडौं । एउटा ह्वेल बन्दरगाहमा आयो।", "काठमाडौं", id="Nepali, behind its day"),
        pytest.param("சென்னை, மார்ச் 12: ஒரு திமிங்கிலம் வந்தது.", "சென்னை", id="Tamil, before its day"),
        pytest.param("नई दिल्ली, प्रेट्र। एक व्हेल आई।", "नई दिल्ली", id="Hindi, before its wire"),
        pytest.param("ワシントン（ＣＮＮ） 米国の港に鯨が入った。", "ワシントン", id="letters of full width"),
        pytest.param(
            "【ワシントン山田太郎】米国の港に鯨が入った。", "ワシントン", id="Japanese, place and name without a sign"
        ),
        pytest.param("القاهرة (رويترز) - دخل حوت الميناء.", "القاهرة", id="an Arabic wire is no desk"),
        pytest.param("ملتان: سبزی منڈی میں ایک طوطا ہے جو بولی لگاتا ہے۔", "ملتان", id="Urdu"),
        pytest.param("ایسنا/خراسان رضوی نهنگی وارد بندر شد.", "خراسان رضوی", id="a province of two words"),
    ],
)
def test_place_begins_the_story(text, place):
    found = read_dateline(text, lead=True)
    assert found is not None
    assert found.place == place


def test_short_sentence_of_a_caseless_script_is_no_place():
    assert read_dateline("ثم جاء الحوت. والحوت لا يهز رأسه، ولا يشبه الحوت إلا الحوت نفسه.", lead=True) is None


@pytest.mark.parametrize(
    ("text", "published", "updated"),
    [
        pytest.param("12 كانون الثاني 2009", date(2009, 1, 12), None, id="month of two words"),
        pytest.param("12 كانون الأول 2009", date(2009, 12, 12), None, id="its other half of the year"),
        pytest.param(
            "به روز شده: دوشنبه 12 سپتامبر 2011 - 21 شهریور 1390", None, date(2011, 9, 12), id="one day, two calendars"
        ),
        pytest.param(
            "الاثنين 12/4/1425 هـ - الموافق 31/5/2004 م (آخر تحديث) الساعة 10:15(مكة المكرمة)، 7:15(غرينتش)",
            None,
            datetime(2004, 5, 31, 10, 15, tzinfo=timezone(timedelta(hours=3))),
            id="the label behind its date",
        ),
        pytest.param("۱۲ حوت ۱۳۹۳", date(2015, 3, 3), None, id="Afghan month"),
        pytest.param("១២ មិនា ២០១៨", date(2018, 3, 12), None, id="Khmer"),
    ],
)
def test_dates_of_other_calendars_are_read(text, published, updated):
    found = read_stamp(text, day_first=True)
    assert found is not None
    assert (found.published, found.updated) == (published, updated)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("الــرأي", "الرأي", id="stretched"),
        pytest.param("نُشر", "نشر", id="vowel signs"),
        pytest.param("اقرأ", "اقرا", id="hamza"),
        pytest.param("به‌روزرسانی", "به روزرسانی", id="joiner or blank"),
        pytest.param("ख़बर", "खबर", id="nukta"),
        pytest.param("រំលង\u200bទៅ", "រំលងទៅ", id="blanks of no width"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("blocks", "told", "captions"),
    [
        pytest.param(
            ("الحوت النائم في الميناء", "12 مارس 2015", "حوت الميناء\nحوت الميناء نائما قرب السوق صباح الاثنين"),
            ARABIC,
            [("حوت الميناء نائما قرب السوق صباح الاثنين", "")],
            id="a description over it",
        ),
        pytest.param(
            ("魚市場でクジラ眠る", "2014年5月12日18時05分", JAPANESE[0], "岸壁で眠るクジラ＝12日午前、港都市"),
            JAPANESE[1:],
            [("岸壁で眠るクジラ＝12日午前、港都市", "")],
            id="the day it was taken",
        ),
        pytest.param(
            ("어시장 옆에서 잠든 고래", "입력 2015.03.12 18:22", "고래가 부두에서 자고 있다. 해안우체국 제공"),
            KOREAN,
            [("고래가 부두에서 자고 있다.", "해안우체국 제공")],
            id="who provided it",
        ),
        pytest.param(
            ("نهنگ خفته در بندر شهر", "12 مارس 2018", "توضیح تصویر،", "نهنگ خفته کنار بازار شهر"),
            PERSIAN,
            [("نهنگ خفته کنار بازار شهر", "")],
            id="under its label",
        ),
        pytest.param(
            ("الحوت النائم في ميناء المدينة", "12 مارس 2018", "الحوت قرب السوق"),
            ARABIC,
            [("الحوت قرب السوق", "")],
            id="a few of the story's words between date and story",
        ),
        pytest.param(
            ("鲸鱼睡在鱼市旁", "2015-03-12 08:12", CHINESE[0], "鲸鱼睡得正香通讯员供图"),
            CHINESE[1:],
            [("鲸鱼睡得正香", "通讯员供图")],
            id="lent and glued on",
        ),
        pytest.param(
            (
                "ဆိပ်ကမ်းမှာ အိပ်ပျော်နေတဲ့ ဝေလငါး",
                "2013-07-23",
                "ငါးဈေးဘေးမှာ အိပ်ပျော်နေတဲ့ ဝေလငါးကြီးကို ဆိပ်ကမ်းအလုပ်သမားတွေ ဝိုင်းကြည့်နေတာကို တွေ့ရစဉ်",
            ),
            BURMESE,
            [("ငါးဈေးဘေးမှာ အိပ်ပျော်နေတဲ့ ဝေလငါးကြီးကို ဆိပ်ကမ်းအလုပ်သမားတွေ ဝိုင်းကြည့်နေတာကို တွေ့ရစဉ်", "")],
            id="a long line without the script's full stop",
        ),
        pytest.param(
            ("بالصور.. حوت ينام في الميناء", "12 مارس 2015", ARABIC[0], "باعة السمك في الساحة المجاورة"),
            ARABIC[1:],
            [("باعة السمك في الساحة المجاورة", "")],
            id="a headline that promises pictures",
        ),
        pytest.param(
            (
                "عکس‌هایی از نهنگ خفته در بندر",
                "21 شهریور 1390",
                PERSIAN[0],
                "1\nنهنگ کنار بازار خوابیده است. کسی او را بیدار نمی‌کند.",
                "2\nماهی‌فروشان صندوق‌ها را برده‌اند. میدان پر است.",
                "3\nقایق‌ها در بندر منتظرند. نهنگ هنوز خواب است.",
            ),
            (),
            [
                ("نهنگ کنار بازار خوابیده است. کسی او را بیدار نمی‌کند.", ""),
                ("ماهی‌فروشان صندوق‌ها را برده‌اند. میدان پر است.", ""),
                ("قایق‌ها در بندر منتظرند. نهنگ هنوز خواب است.", ""),
            ],
            id="numbered",
        ),
    ],
)
def test_pictures_text_is_told_in_any_script(blocks, told, captions):
    assert [(one.text, one.credit) for one in story(*blocks, told=told).captions] == captions


@pytest.mark.parametrize(
    ("blocks", "told", "field", "value"),
    [
        pytest.param(
            ("أرسل لصديق اطبع نسخة سهلة القراءة", "الحوت النائم في الميناء", "12 مارس 2015"),
            ARABIC,
            "headline",
            "الحوت النائم في الميناء",
            id="buttons side by side are no headline",
        ),
        pytest.param(
            ("הלווייתן שנרדם בנמל", "מוכרי הדגים מחכים בכיכר עד שיתעורר", "תומר כהן", "12/03/2018"),
            (
                "לווייתן גדול נכנס לנמל העיר ביום שני בבוקר ונרדם ליד השוק, והספינות שצפרו לו לא העירו את הלווייתן.",
                "פועלי הנמל אמרו כי הלווייתן תופס את כל הרציף, ומוכרי הדגים העבירו את הארגזים אל הכיכר עד שיתעורר.",
            ),
            "headline",
            "הלווייתן שנרדם בנמל",
            id="a short headline over its deck",
        ),
        pytest.param(
            ("新闻查询帮助", "鲸鱼睡在鱼市旁边不肯醒", "http://www.example.com 2001年11月05日08:43"),
            CHINESE,
            "published",
            datetime(2001, 11, 5, 8, 43),
            id="an address before the date",
        ),
        pytest.param(
            ("뉴스 9 뉴스광장 시사기획 다시보기", "뉴스 9", "어시장 옆에서 잠든 고래", "입력 2009.03.12 (21:34)"),
            KOREAN,
            "section",
            "뉴스 9",
            id="an entry of the menu's line, again",
        ),
        pytest.param(
            ("사회 사회일반", "등록 :2016-11-03 17:48"), KOREAN, "section", "사회 사회일반", id="a section and its part"
        ),
        pytest.param(
            ("الحوت النائم في الميناء", "منوعات", "12 مارس 2015"),
            ARABIC,
            "section",
            "منوعات",
            id="a section under the headline",
        ),
        pytest.param(
            (
                "어시장 옆에서 잠든 고래",
                "입력 2009.03.12 (21:34)",
                "<앵커 멘트>",
                "고래가 항구에서 잠들었습니다.",
                "<리포트>",
            ),
            KOREAN,
            "paragraphs",
            ("<앵커 멘트>", "고래가 항구에서 잠들었습니다.", "<리포트>", *KOREAN),
            id="a broadcast's cues",
        ),
        pytest.param(
            (
                "市場のクジラ、起きる",
                "2022年3月31日 9時00分",
                JAPANESE[0],
                "■17:06",
                JAPANESE[1],
                "■17:00",
                JAPANESE[2],
                "■16:41",
            ),
            (JAPANESE[0][:30] + "。",),
            "crossheads",
            ("■17:06", "■17:00", "■16:41"),
            id="stamps behind a sign",
        ),
        pytest.param(
            ("鯨魚睡在魚市旁", "2021/11/9 14:32", CHINESE[0], CHINESE[1] + "(編輯：王曉明)1101109"),
            (),
            "paragraphs",
            CHINESE[:2],
            id="the editor's name behind the last paragraph",
        ),
        pytest.param(
            ("無人駅のクジラ", *JAPANESE, "2012/06/12 18:02 【共同通信】"),
            (),
            "agency",
            "共同通信",
            id="a wire behind the date",
        ),
        pytest.param(
            (
                "市場のクジラは起きない",
                "2010年6月21日",
                JAPANESE[0],
                "――起きたら、どうしますか。",
                JAPANESE[1],
                "【関連記事】\n・港の猫\n・市場の朝",
                "――誰が起こしますか。",
            ),
            JAPANESE[2:],
            "paragraphs",
            (JAPANESE[0], "――起きたら、どうしますか。", JAPANESE[1], "――誰が起こしますか。", JAPANESE[2]),
            id="a box ends where its bullets end",
        ),
        pytest.param(
            ("编辑先生：", *CHINESE, "區樹培（青衣灣）"),
            (),
            "bylines",
            [("區樹培", "青衣灣")],
            id="a letter's place in brackets",
        ),
        pytest.param(
            (
                "אבישי גולן | 27/11/2003 16:05",
                "לווייתן גדול נכנס לנמל העיר ביום שני בבוקר ונרדם ליד שוק\nהדגים, והספינות שצפרו לו לא הצליחו להעיר אותו משנתו.",
                "פועלי הנמל אמרו כי הלווייתן תופס את כל הרציף, ומוכרי הדגים\nשבשוק העבירו את הארגזים שלהם אל הכיכר עד שיתעורר.",
                "מנהל הנמל אמר כי המעבורת תחכה עד שהלווייתן יתעורר, כי איש\nאינו יודע כמה זמן ישן לווייתן ליד רציף של נמל.",
            ),
            (),
            "paragraphs",
            (
                "לווייתן גדול נכנס לנמל העיר ביום שני בבוקר ונרדם ליד שוק הדגים, והספינות שצפרו לו לא הצליחו להעיר אותו משנתו.",
                "פועלי הנמל אמרו כי הלווייתן תופס את כל הרציף, ומוכרי הדגים שבשוק העבירו את הארגזים שלהם אל הכיכר עד שיתעורר.",
                "מנהל הנמל אמר כי המעבורת תחכה עד שהלווייתן יתעורר, כי איש אינו יודע כמה זמן ישן לווייתן ליד רציף של נמל.",
            ),
            id="hard-wrapped lines without capitals",
        ),
    ],
)
def test_shape_of_a_page_is_understood_in_any_script(blocks, told, field, value):
    found = story(*blocks, told=told)
    assert (people(found) if field == "bylines" else getattr(found, field)) == value


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("文／王小明", [("王小明", "")], id="a label that ends with a sign"),
        pytest.param("編譯王小明／綜合報導", [("王小明", "編譯")], id="a translator"),
        pytest.param("文・山田太郎 写真・佐藤花子", [("山田太郎", "")], id="without the photographer"),
        pytest.param("山田太郎 政治部記者", [("山田太郎", "政治部記者")], id="a desk before the title"),
        pytest.param("홍길동 도쿄 특파원", [("홍길동", "도쿄 특파원")], id="a posting before the title"),
        pytest.param("मीरा सहाय, बीबीसी संवाददाता", [("मीरा सहाय", "बीबीसी संवाददाता")], id="a title behind the comma"),
        pytest.param("علی رضایی، خبرنگار بی‌بی‌سی", [("علی رضایی", "خبرنگار بی‌بی‌سی")], id="Persian joiners stay"),
        pytest.param("ავტორი: თამარ ჯაფარიძე", [("თამარ ჯაფარიძე", "")], id="Georgian"),
    ],
)
def test_bylines_of_other_scripts_give_names_and_roles(text, named):
    end = label_end(text)
    assert [(one.name, one.role) for one in read_names(text[end:], labelled=bool(end))] == named


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("鯨魚睡在港內。（圖／記者王小明攝）", "鯨魚睡在港內。", "記者王小明攝"),
        ("鯨魚睡在港內（美聯社）", "鯨魚睡在港內", "美聯社"),
        ("港で眠るクジラ＝2015年3月12日、共同", "港で眠るクジラ＝2015年3月12日", "共同"),
        ("港で眠るクジラ（写真=AP）", "港で眠るクジラ", "AP"),
        ("항구에서 잠든 고래 /사진=AP", "항구에서 잠든 고래", "AP"),
        ("항구에서 잠든 고래 [AP=연합뉴스]", "항구에서 잠든 고래", "AP=연합뉴스"),
        ("לווייתן בנמל, היום | צילום: גיל לוי", "לווייתן בנמל, היום", "גיל לוי"),
    ],
)
def test_credit_is_split_from_its_caption_in_any_script(text, caption, credit):
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(("text", "code"), [("བོད་ཀྱི་གསར་འགྱུར་ཆེན་པོ།", "bo"), ("ଏକ ବଡ଼ ତିମି ବନ୍ଦରକୁ ଆସିଲା", "or")])
def test_script_tells_the_language(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("last", "named"),
    [
        ("（山田さやか）", [("山田さやか", "")]),
        ("(港町総局・山田真理子)", [("山田真理子", "港町総局")]),
        ("（敬称略）", []),
    ],
)
def test_japanese_story_may_be_signed_in_brackets(last, named):
    found = parse_text("\n\n".join(("クジラが港で眠る", "2021年7月6日 6:00", *JAPANESE, last)))
    assert [(one.name, one.role) for one in found.bylines] == named
    assert found.paragraphs == JAPANESE
