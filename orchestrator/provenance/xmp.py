"""The XMP packet: digital source type (IPTC), the label of TC260 (China, GB 45438-2025), descent, our recipe.

Written as text, read with a parser that knows no entities and no document types. Refuses names of people and places.
"""

import json
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from orchestrator.domain.marks import BY_MODEL, plain
from orchestrator.provenance.work import PRODUCT, TERMS, VERSION, Work, source_type

SPACES: Final = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "TC260": "http://www.tc260.org.cn/ns/AIGC/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "pentimento": "urn:pentimento:recipe:1",
}
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LONGEST: Final = 60_000
"""Bytes; a JPEG holds 65,502 in one piece. A recipe that does not fit is left out."""
AIGC: Final = (
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a packet says that we understand."""

    source_type: str | None = None
    aigc: dict[str, str] | None = None
    creator: str = ""
    recipe: str = ""


def packet(work: Work, producer: str, recipe: str = "") -> bytes:
    """The packet of one picture; `recipe` is our JSON, or empty; `producer` names who stands for the content."""
    written = _written(work, producer, recipe)
    return written if len(written) <= LONGEST else _written(work, producer, "")


def _written(work: Work, producer: str, recipe: str) -> bytes:
    kind = source_type(work)
    facts = {
        "xmp:CreatorTool": f"{PRODUCT} {VERSION}",
        "xmp:CreateDate": f"{work.created:%Y-%m-%dT%H:%M:%S}Z",
        "xmpMM:DocumentID": _document(work),
        "Iptc4xmpExt:DigitalSourceType": f"{TERMS}{kind}" if kind else "",
        "TC260:AIGC": _aigc(work, producer) if kind in BY_MODEL else "",
        "pentimento:Recipe": recipe,
    }
    attributes = "".join(f"\n  {name}={quoteattr(plain(text, LONGEST))}" for name, text in facts.items() if text)
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in SPACES.items())
    before = work.source
    derived = f'\n  <xmpMM:DerivedFrom stRef:documentID="{_document(before)}"/>' if before else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">\n'
        f' <rdf:Description rdf:about=""{spaces}{attributes}>{derived}\n </rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _document(work: Work) -> str:
    return f"urn:pentimento:{work.id}"


def _aigc(work: Work, producer: str) -> str:
    values = dict.fromkeys(AIGC, "") | {"Label": "1", "ContentProducer": producer, "ProduceID": work.id}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read(data: bytes) -> Said:
    """What the packet says; nothing where it is none, or is built to be a burden."""
    try:
        tree = fromstring(data.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return Said()
    found: dict[str, str] = {}
    for element in tree.iter(f"{{{RDF}}}Description"):
        found.update(element.attrib)
        found.update({child.tag: child.text for child in element if child.text and child.text.strip()})

    def text(space: str, name: str, most: int = 200) -> str:
        return plain(found.get(f"{{{SPACES[space]}}}{name}", ""), most)

    kind = text("Iptc4xmpExt", "DigitalSourceType").rpartition("/")[2]
    return Said(kind or None, _labelled(text("TC260", "AIGC", 4000)), text("xmp", "CreatorTool"),
                text("pentimento", "Recipe", LONGEST))  # fmt: skip


def _labelled(text: str) -> dict[str, str] | None:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    return {name: plain(values[name], 200) for name in AIGC if name in values} or None
