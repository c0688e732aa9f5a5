"""Measurements that people run by hand: speed and accuracy."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does; numpy reads it when it is imported
