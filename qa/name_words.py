"""Words that stand in or beside names without telling one name from another."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Inside a name, small or capital; they tell no one apart ("Bashar Assad", "Bashar al-Assad").
PARTICLES = _words(
    """
    al el ul ad ar as ash at az bin ibn bint de da di do del della der den des dos das du van von zu ter
    ten la le y of the
    """
)
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron president vice prime premier
    minister deputy chancellor king queen prince princess duke duchess earl emir sultan pope cardinal
    archbishop bishop rev reverend rabbi imam sheikh shaikh ayatollah mullah gen general brig brigadier
    maj major col colonel lt lieutenant capt captain cmdr commander sgt sergeant cpl adm admiral marshal
    sen senator rep representative congressman congresswoman gov governor mayor judge justice attorney
    ambassador secretary speaker leader chief director ceo pm mp chairman chairwoman coach officer detective
    spokesman spokeswoman former ex then acting foreign defence defense
    """
)
# Behind a title they still belong to it: "Secretary of State", "Chancellor of the Exchequer".
OFFICES = _words(
    """
    state defense defence treasury exchequer interior affairs commons
    """
)
# What `general` and `major` begin without being a rank.
NOT_RANKED = _words(
    """
    motors electric mills dynamics assembly hospital election league
    """
)
GENERATIONS = _words(
    """
    jr sr junior senior
    """
)
# Alone they are a country or a town, though people are called so too: "Jordan" is not short for "Michael Jordan".
COUNTRIES_LIKE_NAMES = _words(
    """
    jordan chad georgia israel france england ireland wales holland china cuba kenya paris london dallas houston
    austin lincoln washington sydney
    """
)
# Adjectives that a country's name does not give away by its beginning; "-" stands for a space.
COUNTRY_ADJECTIVES = {
    country.replace("-", " "): tuple(adjectives.split("/"))
    for country, adjectives in (
        pair.split(":")
        for pair in """
        afghanistan:afghan argentina:argentine britain:british cyprus:cypriot czechia:czech czech-republic:czech
        denmark:danish england:english finland:finnish france:french germany:german greece:greek holland:dutch
        iceland:icelandic ireland:irish netherlands:dutch north-korea:north-korean philippines:philippine/filipino
        poland:polish saudi-arabia:saudi scotland:scottish south-africa:south-african south-korea:south-korean
        spain:spanish sri-lanka:sri-lankan switzerland:swiss thailand:thai uk:british united-kingdom:british
        united-nations:u.n./un united-states:american/u.s./us wales:welsh
        """.split()
    )
}
# What ends the full name of a place that is called without it: "Yosemite", "Yosemite National Park".
PLACE_TAILS = (
    ("national", "park"), ("state", "park"), ("national", "forest"), ("nature", "reserve"), ("game", "reserve"),
    ("national", "monument"), ("international", "airport"),
)  # fmt: skip
ROMAN = _words(
    """
    i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi
    """
)
# Family names that stand first and alone stand for the whole.
FAMILY_FIRST = _words(
    """
    xi hu jiang deng mao li wang zhang liu chen yang zhao wu zhou xu sun ma zhu lin tsai han qin kim lee
    park moon yoon roh ban nguyen tran pham
    """
)
# "Korea" is not short for "North Korea",
QUALIFIERS = _words(
    """
    north south east west northern southern eastern western central new united great upper lower saudi san
    santa st saint los las costa cape port fort mount lake sri hong abu
    """
)
# nor "Council" for "Security Council".
COMMON_HEADS = _words(
    """
    army agency airport alliance assembly association authority bank bay board bridge brigade bureau
    center centre church city club coalition college commission committee company conference congress
    corporation corps council county court cup department district fleet force forces forum foundation
    front fund government group guard hall hospital house institute international island islands kingdom
    league ministry movement museum nations news office olympics organization organisation palace
    parliament party police post press province republic river school sea senate service society states
    street times tower treaty union university war
    """
)
# What is called after somebody: "St Anne's Square", "King's Stadium".
OWNED = _words(
    """
    bridge castle cathedral chapel garden gardens gate green infirmary lane library market park primary quay road
    square stadium theatre theater tower trust
    """
)
# Before `of` they go on with one name: "Director of National Intelligence".
OF_WHAT = _words(
    """
    director head chief leader speaker archbishop bureau academy church day democratic gulf strait straits
    isle sultanate emirate people federation prize chamber chambers centers centres confederation
    declaration convention cathedral battle order medal
    """
)
# Capitalised only where a sentence or a headline begins: no part of the name that follows.
STOP_WORDS = _words(
    """
    a an the this that these those it its he his him she her they them their we us our you your i my me
    mine who whom whose which what when where why how there here and or but nor so yet for of in on at by
    to from with without within into onto over under above below between among against about across after
    before during since until till through throughout toward towards upon up down out off near behind
    beyond despite except like unlike per via amid as if though although because while whereas unless
    whether than then thus hence therefore however moreover furthermore meanwhile nevertheless nonetheless
    otherwise instead besides also too either neither both each every all any some many much most several
    another such same not never nobody nothing is are was were be been being am do does did has have had
    will would can could shall should might must let lets don didn isn aren wasn can't won hasn haven
    hadn doesn weren couldn wouldn shouldn mustn again still
    already just only even ever often always sometimes perhaps maybe indeed finally eventually recently
    currently previously originally along according asked speaking thanks given based former nearly almost
    around roughly including monday tuesday wednesday thursday friday saturday sunday
    """
)
# No name when they stand alone, yet they may begin one: "New York", "May Day", "Ten Hag".
LONE_WORDS = STOP_WORDS | _words(
    """
    january february march april may june july august september october november december one two three
    four five six seven eight nine ten dozens hundreds thousands millions no yes none now today tomorrow
    yesterday tonight later earlier soon once more few other first second third last next new old early
    late officials police people critics experts analysts authorities researchers scientists investigators
    prosecutors lawmakers activists protesters witnesses residents voters men women children reporters
    photos photo video image file read see watch click listen follow back related advertisement story
    update updated breaking exclusive opinion analysis editor getty born good thank welcome well oh ok
    sign get
    """
)
# Behind a name a weekday tells when ("told CNN Wednesday"), but behind these it is theirs.
NAMED_DAYS = _words(
    """
    black good super cyber easter palm bloody ash giving
    """
)
