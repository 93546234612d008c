"""A made-up session: owns its pictures, masks and focus, and the ledger lines the model reads. Says nothing."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from starter.train.chat.scenes import Scene, render, scene, thing, value

LENGTH: Final = 80
SHOWN: Final = 16


@dataclass(frozen=True)
class Entry:
    """One picture. No scene: a photograph, or what was made from one."""

    handle: str
    tool: str
    parents: tuple[str, ...]
    scene: Scene | None

    @property
    def text(self) -> str:
        """What the ledger says it shows."""
        return render(self.scene.wire())[:LENGTH] if self.scene else "photograph"


@dataclass
class Session:
    """Pictures oldest first; `mask` is the one attached to the message being written."""

    entries: list[Entry] = field(default_factory=list)
    masks: list[tuple[str, str, int]] = field(default_factory=list)
    """Handle, picture it lies on, number of pictures there were then."""
    focus: str | None = None
    mask: str | None = None
    undone: str | None = None
    """Where the last undo came from, if one was made."""

    def at(self, handle: str) -> Entry:
        """The picture with that handle."""
        return next(entry for entry in self.entries if entry.handle == handle)

    def parent(self, handle: str) -> str | None:
        """The picture it was made from."""
        parents = self.at(handle).parents
        return parents[0] if parents else None

    def root(self, handle: str) -> str:
        """Its earliest ancestor."""
        while (above := self.parent(handle)) is not None:
            handle = above
        return handle

    def before(self, handle: str) -> str | None:
        """Where an undo leads: the picture it was made from, else the one made before it."""
        at = [entry.handle for entry in self.entries].index(handle)
        return self.parent(handle) or (self.entries[at - 1].handle if at else None)

    def after(self) -> str | None:
        """Where a redo leads: where the undo that led here came from, else the newest picture made from this one."""
        if self.undone and self.before(self.undone) == self.focus:
            return self.undone
        return next((entry.handle for entry in self.entries[::-1] if entry.parents[:1] == (self.focus,)), None)

    def batch(self) -> list[Entry]:
        """The variations that were just made, where the session ends in several and one of them is in focus."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.tool != "generate" or not last.parents:
            return []
        found = [last]
        for entry in self.entries[-2::-1]:
            if (entry.tool, entry.parents) != (last.tool, last.parents):
                break
            found.insert(0, entry)
        return found if len(found) > 1 and any(entry.handle == self.focus for entry in found) else []

    def _focused(self) -> str:
        focus = self.focus or ""
        before, root = self.before(focus), self.root(focus)
        line = f"focus {focus}" + (f", before {before}" if before else "")
        line += f", original {root}" if root != focus else ""
        return line + (f", after {after}" if (after := self.after()) else "")

    def lines(self, late_masks: bool) -> list[str]:
        """The ledger."""
        if not self.entries:
            return ["empty"]
        out: list[str] = []
        there = {entry.handle for entry in self.entries}
        for number, entry in enumerate(self.entries, start=1):
            of = f" of {','.join(entry.parents)}" if entry.parents else ""
            out.append(f"{entry.handle} {entry.tool}{of}: {entry.text}")
            if not late_masks:
                out += [f"{mask} mask on {on}" for mask, on, when in self.masks if when == number and on in there]
        if late_masks:
            out += [f"{mask} mask on {on}" for mask, on, _ in self.masks if on in there]
        out.append(self._focused())
        return out + ([f"mask {self.mask}"] if self.mask else [])


def session(rng: Random, localise: bool) -> Session:
    """A session of one to sixteen pictures. `localise`: made-up nouns go by their Chinese sound."""
    bounds = rng.choices(((1, 1), (2, 3), (4, 5), (6, 9), (10, 16)), (25, 44, 24, 6, 1))[0]
    out = Session()
    wanted, tries = rng.randint(*bounds), 0
    while len(out.entries) < wanted and tries < 60:
        tries += 1
        _grow(out, rng, localise)
    out.entries = out.entries[:SHOWN]
    last = out.entries[-1].handle
    out.focus = last if rng.random() < 0.5 else rng.choice(out.entries).handle
    made = out.batch()
    if made and rng.random() < 0.85:
        out.focus = made[0].handle
    taken = [entry.handle for entry in out.entries if out.before(entry.handle) == out.focus]
    out.undone = rng.choice(taken) if taken and rng.random() < 0.5 else None
    return out


def attach(out: Session, rng: Random) -> None:
    """Somebody paints a mask, nearly always on the picture in focus."""
    on = out.focus or ""
    handle = f"m{len(out.masks) + 1}"
    out.masks.append((handle, on, len(out.entries)))
    out.mask = handle
    if rng.random() < 0.08:
        out.focus = rng.choice(out.entries).handle


def localised(one: Scene) -> Scene:
    """With made-up nouns as a Chinese speaker's session has them."""
    return replace(
        one, things=tuple(replace(t, noun=replace(t.noun, en=t.noun.zh[0])) if t.noun.made else t for t in one.things)
    )


def _fresh(rng: Random, localise: bool) -> Scene:
    one = scene(rng)
    return localised(one) if localise else one


def _grow(out: Session, rng: Random, localise: bool) -> None:
    handle = f"#{len(out.entries) + 1}"
    if not out.entries or rng.random() < 0.3:
        photo = rng.random() < 0.17
        out.entries.append(
            Entry(handle, "upload" if photo else "generate", (), None if photo else _fresh(rng, localise))
        )
        return
    source = out.entries[-1] if rng.random() < 0.7 else rng.choice(out.entries)
    tools = ("edit", "inpaint", "upscale", "enhance", "generate", "outpaint", "restyle", "transform", "combine")
    tool = rng.choices(tools, (36, 16, 13, 15, 14, 3, 5, 8, 4))[0]
    shown = source.scene
    parents: tuple[str, ...] = (source.handle,)
    if tool == "generate":
        for _ in range(rng.randint(1, 4)):
            out.entries.append(Entry(f"#{len(out.entries) + 1}", tool, parents, shown))
        return
    if rng.random() < 0.06:
        out.masks.append((f"m{len(out.masks) + 1}", source.handle, len(out.entries)))  # found, and not used yet
    if tool == "inpaint":
        mask = f"m{len(out.masks) + 1}"
        out.masks.append((mask, source.handle, len(out.entries)))
        parents = (source.handle, mask)
        new = localised(Scene((replace(thing(rng), where=None),))).things
        shown = Scene((shown.things if shown else ())[:2] + new, dict(shown.slots) if shown else {})
    elif tool == "restyle" and shown:
        other = rng.choice(out.entries)
        parents = (source.handle, other.handle) if other is not source and rng.random() < 0.4 else parents
        shown = replace(shown, slots={**shown.slots, "style": value("style", rng)})
    elif tool == "combine":
        other = rng.choice(out.entries)
        if other is source:
            return
        parents = (source.handle, other.handle)
        shown = _both(shown, other.scene)
    elif tool == "edit" and shown:
        slot = rng.choice(("time", "time", "weather", "weather", "setting", "setting"))
        shown = replace(shown, slots={**shown.slots, slot: value(slot, rng)})
    out.entries.append(Entry(handle, tool, parents, shown))


def _both(one: Scene | None, two: Scene | None) -> Scene | None:
    """What two pictures side by side show; of what both say differently, what the first says."""
    if one is None or two is None:
        return one or two
    left = tuple(replace(thing, where="left") for thing in one.things[:2])
    right = tuple(replace(thing, where="right") for thing in two.things[:2])
    return Scene(left + right, {**two.slots, **one.slots})
