"""Wordings of instructions, by kind: those of the training and those kept for measuring. Owns the phrases only."""

from __future__ import annotations

from starter.world.words.nouns import Speaker

# kind: (wordings trained on, wordings never trained on)
ORDERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "recolour": (
        (
            "make the {thing} {colour}",
            "paint the {thing} {colour}",
            "change the colour of the {thing} to {colour}",
            "turn the {thing} {colour}",
            "recolour the {thing} {colour}",
            "make the {thing} {colour} instead",
            "change the {thing} to {colour}",
            "{colour} {thing} please",
        ),
        ("the {thing} should be {colour}", "I want the {thing} in {colour}", "give the {thing} a {colour} colour"),
    ),
    "add": (
        (
            "add {new} {where}",
            "put {new} {where}",
            "place {new} {where}",
            "draw {new} {where}",
            "insert {new} {where}",
            "add {new}",
            "{where}, add {new}",
            "now put {new} {where} too",
        ),
        ("I would like {new} {where}", "there should be {new} {where}", "let us have {new} {where} as well"),
    ),
    "remove": (
        (
            "remove the {thing}",
            "delete the {thing}",
            "take the {thing} away",
            "get rid of the {thing}",
            "erase the {thing}",
            "take out the {thing}",
            "without the {thing}",
        ),
        ("the {thing} should go", "I do not want the {thing}", "leave out the {thing}"),
    ),
    "move": (
        (
            "move the {thing} to the {side}",
            "put the {thing} on the {side}",
            "shift the {thing} to the {side}",
            "the {thing} on the {side} instead",
            "place the {thing} on the {side} side",
            "move the {thing} {side}",
        ),
        ("the {thing} should stand on the {side}", "bring the {thing} over to the {side}"),
    ),
    "replace": (
        (
            "replace the {thing} with {new}",
            "swap the {thing} for {new}",
            "turn the {thing} into {new}",
            "change the {thing} into {new}",
            "instead of the {thing}, {new}",
            "exchange the {thing} for {new}",
        ),
        ("{new} where the {thing} is", "I want {new} rather than the {thing}"),
    ),
    "count": (
        (
            "make it {number} {things}",
            "show {number} {things}",
            "change to {number} {things}",
            "{number} {things} instead",
            "there should be {number} {things}",
            "I want {number} {things}",
        ),
        ("let me see {number} {things}", "draw {number} {things} in place of that"),
    ),
    "size": (
        (
            "make the {thing} {bigger}",
            "the {thing} {bigger} please",
            "change the {thing} to be {bigger}",
            "a {bigger} {thing}",
        ),
        ("the {thing} should be {bigger}", "could the {thing} be {bigger}"),
    ),
    "pose": (
        (
            "make the {thing} {doing}",
            "show the {thing} {doing}",
            "change the {thing} so that it is {doing}",
            "the {thing} {doing} now",
        ),
        ("the {thing} should be {doing}", "I want to see the {thing} {doing}"),
    ),
    "time": (
        (
            "make it {time}",
            "change the time to {time}",
            "turn it into {time}",
            "show it at {time}",
            "{time} instead",
            "make it {when}",
            "the same picture {when}",
            "change it to {time}",
        ),
        ("let it be {time}", "how would it look {when}"),
    ),
    "weather": (
        (
            "make it {weather}",
            "change the weather to {weather}",
            "{weather} please",
            "the same {sky}",
            "show it {sky}",
            "now {weather}",
        ),
        ("let there be {weather}", "I want it {sky}"),
    ),
    "season": (
        (
            "make it {season}",
            "change the season to {season}",
            "turn it into {season}",
            "the same {when}",
            "show it {when}",
        ),
        ("let it be {season}", "as it looks {when}"),
    ),
    "style": (
        (
            "make it {style}",
            "turn it into {style}",
            "change the style to {style}",
            "paint it as {style}",
            "{style} instead",
        ),
        ("I want it to look like {style}", "could this be {style}"),
    ),
    "manner": (
        (
            "paint it {style}",
            "make it {style}",
            "redo it {style}",
            "the same {style}",
            "{style} now",
            "change it, {style}",
        ),
        ("I want it {style}", "render this {style}"),
    ),
    "place": (
        (
            "change the background to {place}",
            "put it {where}",
            "move the scene {where}",
            "replace the background with {place}",
            "make the place {place}",
            "now {where}",
        ),
        ("let it happen {where}", "I want it {where}"),
    ),
}


def said(kind: str, speaker: Speaker, **slots: str) -> str:
    trained, fresh = ORDERS[kind]
    text = speaker.rng.choice(fresh if speaker.fresh else trained).format(**slots)
    text = " ".join(text.split()).strip(" ,").replace(" ,", ",")
    polite = speaker.rng.random()
    if "please" in text or polite > 0.1:
        return text
    return f"please {text}" if polite < 0.06 else f"{text}, please"
