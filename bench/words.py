"""The words and sentences that generated stories are made of, all of our own making.

Lists are in order of frequency: the generator takes the word of rank ``r`` about ``1 / r`` as often as the first,
as languages do. The long tails (compounds, names) are every first part with every second part.
"""

from __future__ import annotations

from collections.abc import Iterable


def _diagonally(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """Every first part with every second part, the frequent with the frequent first."""
    pairs = [(i + j, i, left + right) for i, left in enumerate(first) for j, right in enumerate(second)]
    return list(dict.fromkeys(word for _, _, word in sorted(pairs)))


# The paper: its sections as trails from the top, and the beats its reporters write from.
SECTIONS: tuple[tuple[str, ...], ...] = (
    ("World",), ("Business",), ("Politics",), ("Sport",), ("Culture",), ("Science",), ("Health",), ("World", "Asia"),
    ("Travel",), ("Education",), ("Technology",), ("World", "Europe"), ("Environment",), ("Food",),
)  # fmt: skip
ROLES = "Correspondent Reporter Editor Analyst Critic Writer".split()
AGENCY = "Courier"
AUTHORS = 200

FIRST_NAMES = """
    Mara Jonah Hattie Ewan Ines Peter Nell Winifred Harold Josephine Gregor Verity Dmitri Rosalind Edmund Tilda Anselm
    Beatrix Caspar Delphine Edgar Fenella Gideon Hester Ivo Jessamy Konrad Linnet Magnus Nadia Osric Petra Quentin
    Ruth Silas Thea Ursula Viktor Wilhelmina Xavier Yvonne Zacharias Amara Bruno Clementine Dorian Elspeth Farida
    Goran Hilda Ismail Jadwiga Kofi Leonora Mbali Noor Olaf Priya Rafael Sunniva
""".split()
SURNAMES = _diagonally(
    """
    Har Cal Pin Tea Ach Stan Val Gil Oye Lom Bram Cor Dun Els Fair Gar Hol Ing Jar Kel Lang Mar Nor Orm Pem Quar Ross
    Sel Thorn Ull Ven Wal Yar Zel Ash Bel Cros Dray Ever Fen
    """.split(),
    "greave loway nock gue terberg nard ance christ lowo ax well ton ley by wick mond son ford stead ridge combe "
    "low shaw worth more thorpe den".split(),
)
PLACES = _diagonally(
    """
    Tol Elle Car Hal Stane Skerr Brann Mars Low Pack Corn Ans Pel Wey Dor Mal Nor Sad Pal Lan Ker Tam Ost Ved Rum
    Bor Gal Lin Sol Zan Ard Bel Cre Dra Esk Fir Gow Hul Irn Jal
    """.split(),
    "mouth row verston ham quay port haven stead burgh vik ona ada grad sk ia ere ford minster by holm ness gate "
    "field well wick".split(),
)
PLACES = [place for place in PLACES if len(place) > 4]

NOUNS = """
    plan report council vote bridge budget company harbour school agreement hospital market family railway question
    river contract proposal committee inquiry letter building court factory festival survey road village team season
    strike engine theatre ministry treaty loan orchard timetable ticket winter storm lamp tower census ferry dam
    laboratory glacier map garden museum clinic vaccine referee stadium library tunnel pipeline reservoir warehouse
    newspaper violin comet telescope satellite kitchen bakery vineyard forest beetle heron otter salmon barley tariff
    currency bond pension mortgage subsidy petition charter border checkpoint ceasefire summit delegation embassy
    passport visa migrant convoy cargo container crane dock lighthouse beacon channel sandbank tide current anchor
    propeller hull sail mast rope net lobster oyster quarry mine shaft seam furnace kiln mill loom thread button coat
    umbrella bicycle tram signal platform carriage viaduct aqueduct canal lock towpath barge weir meadow hedge
    pasture flock shepherd fleece cheese butter apple pear cherry plum walnut honey hive swarm blossom frost thaw
    drought flood landslide earthquake aftershock volcano crater eclipse meteor orbit rocket capsule antenna receiver
    microphone piano trumpet choir overture sonata rehearsal curtain balcony gallery portrait sculpture exhibition
    auction catalogue manuscript archive ledger typewriter printer keyboard processor network cable router password
    algorithm robot sensor battery turbine windmill panel meter switch fuse transformer substation pylon grid
    curriculum examination pupil teacher lecture scholarship campus dormitory canteen recipe saucepan oven ladle
    sourdough chutney marmalade kipper banquet waiter tablecloth goalkeeper penalty whistle innings wicket racket
    regatta marathon relay hurdle javelin medal podium trophy champion underdog mascot turnstile grandstand
""".split()
COMPOUNDS = _diagonally(
    """
    tide lamp salt storm gull moor fell quay rope stone copper timber barley winter harvest market county border
    paper ledger signal engine river marsh coal wool glass brick peat herring mussel cider lantern chapel station
    granary meadow bramble heather thistle saffron amber cobalt nickel zinc basalt granite chalk clay slate
    """.split(),
    """
    keeper gate yard house board fund league rate tax line bank ferry tram market master worker reeve warden
    union census bridge path wall fair week trade roof shed cart field fork trap song dance ring
    """.split(),
)

ADJECTIVES = """
    new last old large small public local early late long short national quiet open private busy cheap narrow steady
    modest rare northern southern eastern western coastal rural temporary permanent independent unfinished ambitious
    cautious stubborn patient uneven brittle damp frozen gilded hollow rusty tidal wooden brass borrowed forgotten
    disputed delayed unexpected reluctant cheerful solemn crowded empty famous obscure fragile sturdy restless
    seasonal provincial municipal voluntary compulsory provisional retrospective reciprocal
""".split()
VERBS = """
    approved rejected opened closed delayed bought sold repaired measured counted moved promised questioned welcomed
    opposed postponed inspected replaced defended criticised published withdrew borrowed returned discovered painted
    cancelled widened drained flooded rescued translated photographed auctioned restored dismantled renamed audited
    insured confiscated commissioned supervised rehearsed photocopied embroidered
""".split()
WHEN = [
    "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday", "last week",
    "this week", "last month", "in the spring", "before Easter", "after dark", "in the early hours", "by nine o'clock",
    "since April", "at the end of June", "during the harvest", "before the first frost", "within the hour",
    "for the second time this year", "for the first time in a generation", "in the middle of the night",
]  # fmt: skip
ORGANISATIONS = [
    "the council", "the ministry", "the harbour office", "the water board", "the county", "the railway",
    "the chamber of commerce", "the teachers' union", "the central bank", "the weather office", "the hospital trust",
    "the housing department", "the national archive", "the fire brigade", "the pilots' guild", "the audit office",
    "the orchestra", "the botanical institute", "the football league", "the electricity company",
]  # fmt: skip
OFFICES = [
    "a spokeswoman", "a spokesman", "the chief engineer", "the treasurer", "the deputy mayor", "a retired pilot",
    "the head gardener", "a member of the committee", "the night manager", "a visiting professor", "the team doctor",
    "the second mate", "a former minister", "the acting director", "the youngest juror", "an apprentice clockmaker",
]  # fmt: skip
COUNTS = "two three four five six seven eight nine ten eleven twelve fourteen twenty thirty forty sixty ninety".split()

HEADLINES = [
    "{Place} {noun} returns after {count} winters",
    "{Adjective} {noun} divides {Place}",
    "Why {Place} counts every {noun}",
    "{Place} and {Place} argue over {a_noun}",
    "{Surname} wins {noun} vote by {number}",
    "{Adjective} {compound} to reopen in {Place}",
    "Nobody in {Place} wants the {adjective} {noun}",
    "{Place} {compound} asks for {count} million more",
    "How {a_adjective_noun} saved the {compound}",
    "{Count} lessons from the {Place} {noun}",
    "{Compound} leaves {Place} with {a_noun} and a debt",
    "Rain, {nouns} and patience: a day in {Place}",
    "{Place} finds its {adjective} {noun} in a cellar",
    "{Surname} says the {noun} can wait",
    "The {noun} that {Place} forgot",
    "After the {noun}, {Place} looks for {a_compound}",
]
CAPTIONS = [
    "The {adjective} {noun} in {Place}, seen from the {compound} on a wet morning",
    "{Person} beside the {compound} in {Place}, shortly before the {noun} was {verb}",
    "Visitors queue for the {adjective} {noun} at the {compound} in {Place}",
    "A {compound} under repair in {Place}, where {count} {nouns} were {verb} {when}",
    "The {compound} at {Place} after the storm, with the {noun} still standing",
]
CROSSHEADS = [
    "{Count} {nouns} and {a_compound}",
    "What the {noun} leaves out",
    "A long wait in {Place}",
    "The trouble with {nouns}",
    "Small print, {adjective} {nouns}",
    "Not the first {compound}",
    "A question of {nouns}",
    "Nobody's {noun}",
]
LEADS = [
    "For {count} years the {compound} of {Place} has been {a_adjective_noun} that nobody could explain, and {when} "
    "it became everybody's business.",
    "The {adjective} {noun} that {Place} had waited for was {verb} {when}, and {org} would like it to be known that "
    "it was not their idea.",
    "{Org} {verb} {a_adjective_noun} {when}, ending {count} months of argument between {Place} and {Place} about who "
    "should pay for the {compound}.",
    "When {Person} first saw the {compound} in {Place}, it was {a_noun} with a tin roof and a debt of {number} pounds.",
    "Some {number} people came to {Place} {when} to look at {a_adjective_noun}, or {number} more than live there.",
    "There is {a_noun} in {Place} that everybody has an opinion on and {count} people have read.",
]
SENTENCES = [
    "{Org} {verb} the {noun} {when}.",
    "The {noun} was {verb} {when}, according to {org}.",
    "{Person}, {office} of the {compound}, has kept a list of {nouns} since {year}.",
    "It is not the first time that {a_noun} in {Place} has been {verb}, nor is it likely to be the last.",
    "About {number} {nouns} were counted {when}, against {number} in {year}.",
    "The {compound}, built in {year} for {number} pounds, needs {a_adjective_noun} and {count} people to mind it.",
    "{Place} has {count} {nouns} and no {compound}; {Place}, across the river, has it the other way round.",
    "{Org} says the {adjective} {noun} will be ready {when}.",
    "In {year} the same {noun} cost {number} pounds.",
    "The {nouns} are {adjective}, the {nouns} are {adjective}, and the {compound} has not been {verb} since {year}.",
    "A survey of {number} households found that {count} in every hundred had {a_noun} they could do without.",
    "Nobody at {org} would say how many {nouns} had been {verb}.",
    "There were {count} {nouns} in the {compound} {when}, of which {count} were {adjective}.",
    "What has changed is the {noun}.",
    "{Surname} said {when} that the {adjective} {noun} had been {verb} on the advice of {org}.",
    "The figures, which {org} published {when}, show that the {noun} fell by {count} per cent in {year}.",
    "By then the {nouns} had been {verb} and the {compound} stood empty.",
    "Those who remember the {adjective} {noun} of {year} are not so sure.",
    "The law of {year} allows {a_noun} to be {verb} only where {a_compound} is within {count} miles.",
    "Trade in {nouns} was up by about {count} per cent, and {nouns} were gone by noon.",
    "{Place} will vote on the {noun} {when}, and {Place} shortly after it.",
    "Part of the {adjective} {noun} has gone to {Place}, where {office} keeps it in {a_compound}.",
    "The {noun} between {Place} and {Place} takes {count} hours by road and rather less by {compound}.",
    "An earlier {noun} was abandoned in {year} after {count} {nouns} had been {verb} by mistake.",
    "{Org} and {org} have been told to agree on {a_adjective_noun}, and to do so {when}.",
    "The cost has been put at {number} pounds, without the {nouns}.",
    "As for the {compound}, it was {verb} {when} and has not been heard of since.",
    "Few {nouns} are as {adjective} as the one in {Place}.",
    "If the {noun} holds, {number} people will have {a_compound} of their own; if not, there is always {Place}.",
    "Two engineers, {a_noun} and {a_adjective_noun} were sent from {Place} {when}.",
    "It weighs {count} tonnes, was {verb} in {year} and has outlived {count} directors of {org}.",
    "At {Place} the {nouns} were {verb} twice, once for the {noun} and once for the photographers.",
]
QUOTES = [
    "“{Quoted},” said {Person}, {office} of {org}. “{Quoted}.”",
    "“{Quoted},” said {office} of {org}, who did not want to be named. “{Quoted}.”",
    "“{Quoted},” {Surname} said {when}.",
    "{Person}, {office}, put it differently. “{Quoted}, and {quoted},” {Surname} said.",
]
QUOTED = [
    "we have waited {count} years for this {noun}",
    "nobody told us about the {adjective} {noun}",
    "a {compound} is not {a_noun}, whatever they say in {Place}",
    "you can count the {nouns} on one hand",
    "my grandmother had {a_noun} like that, and she {verb} it",
    "the {nouns} pay for the {compound}, and the {compound} pays for nothing",
    "it was {adjective} when we {verb} it",
    "I have had {count} letters about the {noun}",
    "they can have the {compound} and we will keep the {nouns}",
]
