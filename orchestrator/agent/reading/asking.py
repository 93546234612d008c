"""How people ask in conversation, read as the wish it is: "that's lovely, could we have a boat?" is "add a boat".

A small model painted a lovely hat, a book that the person was making, and a new picture where one thing was to be
added. Owns what is said around a wish (praise, greetings, what it is for, who wants it) and how it is put: could we
have, there should be, what if it was. Refuses to drop a sentence that something later points back to, and wishes for
another picture: "could we have a red version" is none for a thing.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Edit, apart
from orchestrator.agent.reading.narrowing import shown_in
from orchestrator.agent.reading.untaught import BEGIN
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN

FINE: Final = (
    r"(?:lovely|nice|great|good|beautiful|wonderful|cute|amazing|awesome|perfect|cool|fantastic|gorgeous|brilliant"
    r"|super|pretty|fun|sweet|neat|fab|adorable|not bad|better|much better)"
)
VERY: Final = r"(?:so|really|very|just|absolutely|pretty|quite|looking|looks|turning out|all)"
IT: Final = r"(?:(?:that|it|this)(?:'s| is| looks?)|this one is|looks?|(?:oh |ooh |wow |ah )?how)"
AFTER: Final = r"[ ,]*[.!,;]+ ?(?:(?:but|and|now|so)\b,? )?"
GREETED: Final = r"^(?:good (?:morning|afternoon|evening|day)|hello|hi|hey)(?: (?:there|again|all|everyone))?"
PRAISED: Final = re.compile(
    rf"{GREETED}{AFTER}(?=[a-z])"
    r"|^(?:(?:ok|okay|well|haha|lol|hm+|wow|ooh|yay|alright|cool|great|nice|perfect|awesome|sweet|super|sick|dope|neat)"
    r"[.!]+ )+"
    r"(?=[a-z])"
    rf"|^(?:(?:oh|ooh|wow|aww?|ok|okay|ah|yes|yeah|great|nice|cool|thanks|thank you)\b[,.!]* )*"
    rf"(?:{IT} (?:{VERY} )*{FINE}|(?:ooh|oh|wow|aww?)[ ,!]+{FINE}|(?:i )?(?:really )?(?:like|love) (?:it|this|that)"
    rf"(?: (?:a lot|so much|very much))?){AFTER}(?=[a-z])",
    re.IGNORECASE,
)
"""A greeting or praise, with the wish behind it."""
MAKING: Final = re.compile(
    r"^(?:(?:hello|hi|hey)[,!.]* )?(?:i|we)(?:'m|'re| am| are)?(?: (?:currently|just|now))? "
    r"(?:mak|writ|prepar|plann?|organi[sz]|design|illustrat|work|putt?|do|creat|hav|hold|throw)(?:e|ing|s)?\b"
    r"(?P<said>[^.!?;]*)[.!;] +(?:so |now )*(?=(?:i|we)(?:'d| would)? (?:need|want|like)\b|can you|could you|please\b"
    r"|draw\b|paint\b|give me|show me)",
    re.IGNORECASE,
)
"""What somebody is busy with, in a sentence of its own before the wish."""
BACK: Final = re.compile(r"\b(?:it|its|them|him|her|that|this|these|those)\b", re.IGNORECASE)
LABEL: Final = re.compile(
    rf"{BEGIN}(?:(?:i|we)(?:'d| would)? (?:need|want|like) |(?:make|create|design|paint|draw)(?: me| us)? )?an?"
    r" (?:\w+ )?(?:banner|flyer|header|card|invitation|cover|thumbnail|leaflet|brochure|advert|slide|sign)"
    r"(?: (?:for|about) [^:.,;]+)?: ",
    re.IGNORECASE,
)
"""What it is to be printed on, before what is to be seen."""
DREAMT: Final = re.compile(
    r"^(?:(?:ok|okay|so|well|hi|hello),? )*(?:i've been|i was|i keep|i'm|i am) (?:dreaming|thinking) (?:about|of) "
    r"(?=(?:this|that|an?) )",
    re.IGNORECASE,
)
SEEN: Final = re.compile(
    r"(?: (?:that|which))? (?i:i|we) (?:once )?(?:saw|visited|remember|passed|found)(?: once)?"
    r"(?: (?:in|on|at|near|from) (?:the )?(?:[A-Z]\w+|(?i:book|movie|film|holiday|trip|way home)))?"
    r"(?: (?i:last|this) \w+)?"
)
"""Where somebody knows a thing from."""
AS: Final = re.compile(
    r"[.!?;,] (?:so |and |now )*(?:can|could|would) you (?:please )?(?:do|make|paint|draw|show) (?:that|it|this)"
    r"(?: for me)?(?= (?:as an?|in) )",
    re.IGNORECASE,
)
"""A scene, and in a sentence of its own how it is painted."""
WHO: Final = re.compile(
    rf"{BEGIN}(?:he|she|they|my (?:\w+ ){{1,2}}?|our (?:\w+ ){{1,2}}?|the (?:client|boss|kids?|customer)) ?"
    r"(?:says?|said|thinks?|thought|suggests?|suggested|told me)(?: that)?,? (?=[a-z])",
    re.IGNORECASE,
)
WANTS: Final = re.compile(
    rf"{BEGIN}(?:my|our) (?:\w+ ){{1,2}}?(?:wants|would like|would love|wishes for|asks for|asked for|needs)"
    r"(?: to (?:see|have))? (?=(?:an?|some|two|three|four|five|\d)\b)",
    re.IGNORECASE,
)
"""Who else it is that wants something."""
KIN: Final = (
    r"(?:daughter|son|wife|husband|partner|mum|mom|mother|dad|father|kids?|children|grand\w+|nephew|niece|brother|sister"
    r"|friends?|boss|client|students?|pupils|baby|boyfriend|girlfriend)"
)
USE: Final = (
    r"(?:phone|mobile|website|blog|screen|desktop|presentation|office|fridge|class|school|book|slides?|newsletter|shop"
    r"|banner|poster|flyer|cover|header|thumbnail|instagram|facebook|profile|newspaper|magazine|printer|print|postcard|store|etsy|ebay|menu|leaflet|portfolio|cv)"
)
PURPOSE: Final = re.compile(
    rf",? for (?:the|my|our|his|her|a|an) (?:\w+ )?(?:{KIN}(?:'s (?:\w+ ?){{1,2}})?|{USE})(?=\s*(?:[,.;:!?]|$))"
    r"|[,.;]? (?:because |since |as |so (?:that )?)?i(?:'d| would|'ll| will| want| need| plan)?(?: like| love)?"
    r"(?: to| can)? (?:print|frame|hang|send|post|upload|gift|laminate)(?: (?:it|this|them|that)\b[^.,;:!?]*)"
    r"(?=\s*(?:[.!?]|$))"
    r"|(?<=[a-z]),? (?:(?:because |since |as |cause )?(?:i|we)(?:'ll| will)? (?:need|want|use) (?:it|this|them)"
    r"|(?:it|this)(?:'s| is| will be| goes)) (?:for|on) (?:the|my|our|his|her|an?) [^,.;!?]+(?=\s*(?:[.!?]|$))",
    re.IGNORECASE,
)
"""What the picture is for."""
TOO: Final = re.compile(
    r"^(?P<wish>(?:(?:please|pls|plz|can you|could you|now) )*(?:make|turn|brighten|lighten|darken|increase|reduce"
    r"|lower|raise|sharpen|give|adjust|bring)\b[^,.;!?]+?)[,.;]?(?: (?:because|since|as|cause|cos))?"
    r"(?: (?:it|this|that|they|the (?:picture|image|photo)))?(?:'s| is| are| looks?|was)"
    r" (?:(?:still|a (?:bit|little)|way|far|much|just|so) )*too [a-z]+(?: (?:now|here|for me|right now))?[.!]*$",
    re.IGNORECASE,
)
"""What is wrong with it, behind what shall be done about that."""
FEW: Final = (
    r"(?:an?(?! (?:bit|touch|lot|tad|little (?:bit|more|less)|few more)\b)|another|some(?! more\b)|two|three|four|five)"
)
ASKED: Final = re.compile(
    rf"{BEGIN}(?:maybe |perhaps |also )*(?:"
    rf"(?:could|can|may|might) (?:we|i|you) (?:please |also |maybe |perhaps |possibly )*(?:have|get|see|put in)"
    rf"(?: also| maybe)? (?={FEW} )"
    rf"|(?:could|can) there (?:also )?be (?={FEW} )"
    r"|there (?:should|could|must|ought to|needs to|has to) (?:also |still )?be"
    r" (?!(?:no|not|less|fewer|only|just|more)\b)"
    r"|(?:(?:i think |i feel like )?(?:it|this|that|the (?:picture|image|scene|photo)) )?(?:still |also )*"
    rf"(?:needs|could use|could do with|could have|is missing|lacks) (?={FEW} )"
    rf"|(?:it|this|that|the (?:picture|image|scene|photo)) (?:would|might|could) (?:look|be)"
    rf" (?:{VERY} )?(?:{FINE}|nicer) with (?={FEW} )"
    rf"|(?:how|what) about (?:adding |having )?(?={FEW} )"
    rf"|what if there (?:was|were|is|would be) (?={FEW} ))(?P<new>[^,.;?!]+)",
    re.IGNORECASE,
)
"""A thing that there is to be."""
WELCOME: Final = re.compile(
    rf"{BEGIN}(?:(?:maybe|perhaps|i think|also),? )*"
    rf"(?P<new>(?:an? (?:bit|touch|hint|little) of |{FEW} )[^,.;?!]{{3,50}}?)"
    rf"(?P<fine> (?:would|might|could) (?:also )?(?:be|look)(?: {VERY})* {FINE}(?: (?:here|there|too|i think|now))*)"
    r"(?=\s*(?:[.!?,;]|$))",
    re.IGNORECASE,
)
"""A thing that would be welcome."""
KINDRED: Final = re.compile(
    r"\b(?:an?|some|another) (?:\w+ )?(?:friend|companion|buddy|playmate|pal|pet|visitor|guest|surprise|extra|detail)s?"
    rf"(?:, (?:maybe |say |like )?| ?[:-] | like | such as )(?=(?:{FEW}) )",
    re.IGNORECASE,
)
"""What a thing is, before its name: a friend, a little dog."""
THERE: Final = re.compile(r"^there", re.IGNORECASE)
NO_THING: Final = re.compile(
    r"\b(?:pictures?|images?|photos?|pics?|versions?|variations?|variants?|cop(?:y|ies)|ones?|look|crop|scene|close-?up"
    r"|view|format|background|border|frame|style|drawing|painting|poster|instead|light|size|hint|idea|name|title)\b",
    re.IGNORECASE,
)
"""What is said of a picture, and not of a thing in it."""
BECOME: Final = re.compile(
    rf"{BEGIN}(?:actually,? |maybe |perhaps )?(?:what if|how about if|i wonder if|could|can) it"
    r" (?:was|were|would be|is|be)(?: set)?"
    r" (?!(?:that|un?done|saved|possible|true|because|printed|removed|deleted|used)\b)(?P<how>[^.;?!]+?)"
    r"(?P<instead> instead)?(?=\s*(?:[.;?!]|$))",
    re.IGNORECASE,
)
LARGER: Final = re.compile(
    rf"{BEGIN}(?:an? |with an? |i want an? )?(?:(?:slightly|much|a bit|a little) )?"
    r"(?P<how>bigger|larger|smaller|taller|shorter|longer|rounder|fatter|thinner|older|younger|cuter) "
    r"(?P<what>[a-z]+)(?= ?(?:please|lol|now)?\s*(?:[.,;!?]|$))",
    re.IGNORECASE,
)
"""A thing that is there, as it is to be."""
HOUR: Final = re.compile(
    r"^(?:at |an? )?(?P<hour>night|sunset|sunrise|dawn|dusk|day|daytime|noon)"
    r"(?P<kind> ?time| scene| picture| version)*\b",
    re.IGNORECASE,
)
LIT: Final = re.compile(
    r"\b(?:the |some )?lights?(?: on)? in (?:the |its |their |all (?:the )?)?windows\b", re.IGNORECASE
)
"""What makes a house look lived in by night."""
WITH: Final = re.compile(r",? with (?=(?:an?|some|two|three|lots of|glowing|[a-z]+s in)\b)", re.IGNORECASE)


def bare(words: str) -> list[Edit]:
    """`words` without what is said around a wish, where something is left."""
    if HAN.search(words):
        return []
    edits: list[Edit] = []
    found = PRAISED.match(words)
    start = found.end() if found else 0
    made = MAKING.match(words[start:])
    if made and not BACK.search(words, start + made.end()):
        start += made.end()
    if start:
        edits.append((0, start, ""))
    edits += [(*one.span(), "") for pattern in (WHO, LABEL, PURPOSE, KINDRED) for one in pattern.finditer(words, start)]
    edits += [(one.end("wish"), one.end(), "") for one in [TOO.match(words[start:])] if one and not start]
    if dreamt := DREAMT.match(words):
        edits += [(*dreamt.span(), "")]
        edits += [(*one.span(), "") for one in SEEN.finditer(words, dreamt.end())]
        edits += [(*one.span(), ",") for one in AS.finditer(words, dreamt.end())]
    edits += [(*one.span(), "i want ") for one in WANTS.finditer(words, start)]
    kept = apart(edits)
    rest = len(words) - sum(end - begin for begin, end, _ in kept)
    return kept if rest > len("do") else []


def asked(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of how a change of the picture in focus is put, from left to right."""
    if HAN.search(words) or task.focus is None:
        return []
    return _added(words, task, lexicon) or _become(words) or _compared(words, lexicon)


def _added(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """Things that there are to be, as things that are added."""
    shows = next((shown_in(one) for one in task.images if one.handle == task.focus), frozenset[str]())
    told = ((found, found["new"]) for found in ASKED.finditer(words))
    welcome = WELCOME.search(words)
    if welcome and lexicon.heard(welcome["new"])["nouns"] and not NO_THING.search(welcome["new"]):
        return [(welcome.start(), welcome.start("new"), "add "), (*welcome.span("fine"), "")]
    return [
        (found.start(), found.start("new"), "add ")
        for found, new in told
        if (nouns := lexicon.heard(new)["nouns"]) and not NO_THING.search(new)
        if not (THERE.search(found[0]) and nouns & shows)  # so many of them, and not so many more
    ]


def _compared(words: str, lexicon: Lexicon) -> list[Edit]:
    """A larger dog, as the dog made larger."""
    told = ((found, found["what"]) for found in LARGER.finditer(words))
    return [
        (*found.span(), f"make the {what} {found['how']}")
        for found, what in told
        if lexicon.heard(what)["nouns"] and not NO_THING.search(what)
    ]


def _become(words: str) -> list[Edit]:
    """How a picture is to be, as one that is made so: at night with a moon is an hour and a thing."""
    found = BECOME.search(words)
    if found is None:
        return []
    start, how = found.start("how"), found["how"]
    hour = HOUR.match(how)
    edits: list[Edit] = [(found.start(), start + (hour.start("hour") if hour else 0), "make it ")]
    if hour:
        edits += [(start + hour.start("kind"), start + hour.end("kind"), "")] if hour["kind"] else []
        for one in WITH.finditer(how):  # two edits, so that what is copied from "add" on is what was typed from "a" on
            end = start + one.end() - 1
            edits += [(start + one.start(), end, " and "), (end, end, "add")]
        edits += [(start + lit.start(), start + lit.end(), "glowing windows") for lit in LIT.finditer(how)]
    if found["instead"]:
        edits.append((*found.span("instead"), ""))
    return edits
