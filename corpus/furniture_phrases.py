"""What page furniture says: the words that sites put around their stories, as patterns.

Each pattern is a shape that many sites share, none the sentence of one page. They were read off four scraped
pages and 4,886 news articles, and what they take out of those was looked at.
"""

from __future__ import annotations

import re


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_BUTTON = (
    r"(?:share|tweet|pin(?: it)?|e-?mail|print|save|bookmark|copy(?: link)?|link copied!?|facebook|twitter|x"
    r"|whatsapp|linkedin|reddit|messenger|telegram|flipboard|pinterest|tumblr|sms|comments?)"
)
_STORY = r"(?:story|article|page|post|topic)"
_STORIES = r"(?:stories|articles|topics|news|posts|content|links|coverage|reading|videos?)"
_ADVERT = r"(?:advert(?:isement)?|ad|video|promotion|gallery)"

_WHOLE_LINE = _any_of(
    # finding one's way about the page
    r"(?:skip|jump)(?: to)?(?: the)?(?: main| primary)? (?:content|navigation|menu|search|footer|article)",
    r"select page|(?:(?:main|open|close|toggle|site) )?(?:menu|navigation|nav)|toggle (?:search|sidebar)",
    r"search(?: this site)?|(?:back|go) to (?:top|home(?:page)?|article|story)",
    r"(?:previous|next|older|newer)(?: article| post| story)?",
    # advertisements
    rf"{_STORY} continues (?:below|after)(?: (?:this|the))?(?: {_ADVERT})?",
    r"advert(?:isement)?s?(?: \d+)?|ad(?:s by \w+| choices| feedback)?|advertise with us",
    r"sponsored(?: content| links?| stor(?:y|ies))?|paid (?:post|content)",
    r"scroll to continue(?: with content)?|continue reading(?: below)?",
    # accounts
    r"(?:log|sign) ?(?:in|out)(?: (?:or|/) (?:register|sign ?up|subscribe))?|register|my account",
    r"subscribe(?: now| today)?|sign ?up(?: now| here)?|create (?:an |your )?(?:free )?account",
    r"already (?:a subscriber|registered)\?(?: (?:log|sign) in)?",
    # comments and feedback
    r"report (?:an? |this )?(?:error|typo|mistake|correction|ad|comment)s?|send (?:us )?a correction",
    r"(?:no|\d+|\(\d+\)) (?:comments?|replies)(?: yet)?",
    r"comments?(?: \(\d+\))?(?: are (?:closed|off|disabled))?",
    r"(?:write|post|leave|add|view|show|hide|read|join|see|load|sort)(?: (?:a|all|the|your|more|our|to|\d+))*"
    r" (?:comments?|reply|replies|conversation|discussion)",
    # sharing
    r"share(?: (?:this(?: \w+)?|(?:on|via) \w+|by e-?mail|options|your (?:thoughts|feedback)))?",
    r"(?:e-?mail|print|save) this(?: \w+)?",
    rf"{_BUTTON}(?:(?: ?[|/,•·] ?| )(?:(?:share )?(?:on|via|this|to) )?{_BUTTON})+",
    # more to read
    r"(?:read|see|show|load|view|hear|discover)(?: \w+)? more(?: (?:stories|articles|news|posts|here))?",
    r"more(?: stories)?|full (?:story|article)|click (?:here )?to (?:expand|enlarge|read|view)(?: more)?",
    rf"(?:related|recommended|popular|trending|most (?:read|popular|viewed|shared))(?: {_STORIES})?",
    r"editor[’']?s[’']? picks?|you (?:may|might) also like|more to (?:read|explore)|don[’']?t miss",
    r"in case you missed it|read (?:next|also|this next)|up next|also read",
    r"\d+ min(?:ute)?s? read|(?:estimated )?reading time:? .{1,12}",
    r"listen to (?:this )?(?:article|story)(?: .{1,12})?",
    # players and galleries
    r"now playing|play video|watch (?:live|now|video)|video (?:player|ad feedback)|replay(?: more videos)?",
    r"autoplay|mute|unmute|hide caption|toggle caption|enlarge (?:this )?image|(?:photo |image )?gallery",
    r"view (?:gallery|slideshow)|(?:image|photo|picture) \d+ of \d+",
    # consent
    r"(?:accept|manage|reject|allow)(?: all)? cookies|accept(?: all)?",
    r"cookie (?:settings|policy|preferences|notice)",
    r"privacy (?:policy|settings)|terms (?:of (?:use|service)|and conditions)",
    r"do not sell(?: or share)? my (?:personal )?(?:info(?:rmation)?|data)",
)

# The name of a section of a news site, as its menu has it.
_SECTION = re.compile(
    r"(?:(?:home|news|world|(?:inter)?national|local|politics|opinions?|editorials?|business|economy"
    r"|markets|money|finance|sports?|entertainment|life(?:style)?|style|culture|arts|travel|food|health"
    r"|science|tech(?:nology)?|education|environment|climate|weather|videos?|photos|pictures|galleries"
    r"|podcasts?|tv|radio|live|games|crosswords|obituaries|classifieds|jobs|autos|real estate|e-?paper"
    r"|archives?|about(?: us)?|contact(?: us)?|privacy|terms|subscribe|log ?in|register|search|menu|more"
    r"|newsletters|help|advertise|careers|faq|africa|asia|americas|europe|middle east|uk|usa?)(?:$"
    r"|[ &/,-]+(?:and )?))+",
    re.IGNORECASE,
)

# The beginning of a line that points to another page.
_POINTER = re.compile(
    r"(?:(?:(?:read|see|find out|learn)(?: much)? )?more|read(?:,? too| also| next| this)"
    r"|(?:see|also) (?:also|read)|related(?: (?:stories|articles?|coverage|news|content))?"
    r"|recommended|don[’']?t miss|you (?:may|might) also like)\s?(?::|►|»|>)",
    re.IGNORECASE,
)

_PAGES = r"(?:articles?|stor(?:y|ies)|(?:new )?site|page)"
_SIGN_UP = (
    r"(?:^|[.!?:,] ?[(\[“\"]?|\bcan (?:also )?|\balready |(?<=newsletter ))(?:sign up|subscribe|register)"
    r" (?:right |for free )?"
    r"(?:here|now|today|for free|to (?:our|the|get|receive|read)"
    r"|for (?:our|the|a|your|free|(?:\w+ )?\w+[’']s?))\b"
)
_PRODUCT = r"\b(?:newsletters?|alerts?|inbox|updates|podcasts?|news of the day|subscri\w+)\b"
_OFF = r"(?:closed|disabled|turned off|switched off|suspended|removed|moderated)"
_PICTURE = r"(?:photo|photograph|picture|image|frame grab|screen ?(?:grab|shot)|still)"

# Said to the reader about the site, somewhere in a line: a stem that must be there, and what the line says.
_NOTICES = tuple(
    (stem, re.compile(pattern, re.IGNORECASE))
    for stem, pattern in (
        # newsletters and subscriptions
        ("sign up", rf"{_SIGN_UP}.*{_PRODUCT}|{_PRODUCT}.*{_SIGN_UP}"),
        ("subscribe", rf"{_SIGN_UP}.*{_PRODUCT}|{_PRODUCT}.*{_SIGN_UP}"),
        (
            "your",
            r"\b(?:delivered|straight|sent|right)(?: \w+){0,2} (?:in)?to your (?:inbox|phone|e-?mail)\b",
        ),
        ("in your inbox", r"\bin your inbox ?[:?]"),
        ("newsletter", r"\bwould you like to receive\b"),
        ("subscri", r"\b(?:please|consider) (?:consider )?(?:becoming|support\w*|subscrib\w+)\b"),
        # registration, cookies and consent
        ("you have shared", r"\bwe (?:will )?use the (?:details|information) you have shared\b"),
        ("your data", r"\bobject to the use of your data\b"),
        (
            "cookies",
            r"\b(?:we|this (?:web)?site|our (?:partners|site)) (?:and our partners )?uses? cookies\b",
        ),
        ("cookies", r"\baccept (?:all|our) cookies\b"),
        ("you agree", r"\byou agree to (?:our|the) (?:terms|privacy|user agreement)\b"),
        (
            "you ",
            r"\bby (?:clicking|continuing|using|signing|submitting)\b.*\byou (?:agree|accept|consent)\b",
        ),
        # comments
        ("comment", rf"\b{_OFF} (?:the |all )?comment(?:s|ing)\b.*\b(?:our|these|this) {_PAGES}\b"),
        ("comment", rf"\bcomment(?:s|ing)\b.{{0,20}}\b(?:our|these|this) {_PAGES}\b.{{0,20}}\b{_OFF}\b"),
        # rights
        ("copyright", r"^(?:© ?|\(c\) ?)?copyright .{0,40}\b(?:19|20)\d\d\b"),
        ("©", r"^© .{0,40}(?:\b(?:19|20)\d\d\b|content partner)"),
        ("rights reserved", r"\ball rights reserved\b"),
        (
            "may not be",
            r"\bmay not be (?:published|reproduced|copied)\b.*\b(?:rewritten|redistributed|permission)\b",
        ),
        # players
        ("video", r"^video ad feedback\b|^video player was slow to load\b"),
        ("watched", r"^just watched .* must watch "),
        ("this ad", r"^(?:\d\. )?how relevant is this ad to you\b"),
        # a caption that speaks of its own picture, and a line that only says who took one
        (
            " in ",
            r"^[^\"“]{0,80}\b(?:is|are|was|were) (?:seen|shown|pictured)(?: here,?)? in (?:this|an?)"
            rf" (?:file|archive|library|undated|handout) {_PICTURE}\b",
        ),
        ("photo", r"^photo(?:graph)?s?(?: credits?)?(?: by|:| courtesy(?: of)?)(?: \S+){1,8}(?<![.!?])$"),
        (
            "/",
            r"^[^.!?,\"“”]{2,60}/(?:afp|getty(?: images)?|reuters|ap|epa|shutterstock|bloomberg|alamy)"
            r"(?:(?:/| via )[^.!?,\"“”]{2,40})?$",
        ),
    )
)

# Cut out of a line that says more.
_COUNTER = re.compile(r" ?\bHide Caption \d+ of \d+ ?")
_TAIL = re.compile(
    r"(?<=[.!?”\")]) (?:(?:read|learn) more|read (?:the )?full story(?: here)?|continue reading"
    r"|click here to read more)[.:…»>]*$"
    r"| ?\((?:photo|photos|image|picture)(?: by|:| credit:?| courtesy(?: of)?) [^()]{1,80}\)$",
    re.IGNORECASE,
)
_AGENCY = r"(?:CNN|AP|AFP|Reuters|REUTERS|UPI|CNBC|BBC|dpa|PTI|ANI|IANS|Xinhua)(?: ?(?:Business|News|Sport|Style))?"
_BARE_DATELINE = re.compile(rf"^(?:\({_AGENCY}\)(?: ?[—–-]+)? )*(?:{_AGENCY} ?[—–-]+$)?")

_LONGEST_BUTTON = 12  # words
_LONGEST_POINTER = 30
_LONGEST_TAIL = 110  # characters
_LONGEST_NOTICE = 100  # a comment notice with all that hangs on it has 71
_ENDS = ' .:;,!…»›>→▶►+-–—•*|[]()"“”'


def is_furniture(line: str) -> bool:
    """Whether a line is page furniture by what it says, wherever it stands."""
    words = line.count(" ") + 1
    if words > _LONGEST_NOTICE or len(line) > 10 * _LONGEST_NOTICE:
        return False
    if words <= _LONGEST_BUTTON and (not any(map(str.isalnum, line)) or _WHOLE_LINE.fullmatch(line.strip(_ENDS))):
        return True
    if words <= _LONGEST_POINTER and _POINTER.match(line):
        return True
    lower = line.lower()
    return any(stem in lower and pattern.search(line) for stem, pattern in _NOTICES)


def is_section(line: str) -> bool:
    """Whether a line may be an entry of a site's menu; in a story such a line is a heading."""
    return _SECTION.fullmatch(line) is not None


def without_asides(line: str) -> list[str]:
    """A line less the furniture that hangs on to its words; a gallery's line is cut at each next picture."""
    parts = _COUNTER.split(line) if "Hide Caption" in line else [line]
    parts = [_BARE_DATELINE.sub("", _without_tail(part)) for part in parts]
    return [part for part in parts if part]


def _without_tail(line: str) -> str:
    tail = _TAIL.search(line, max(0, len(line) - _LONGEST_TAIL))
    return line[: tail.start()] if tail else line
