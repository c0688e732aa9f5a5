"""Reading by meaning, with a small language model: the extra ``metier[semantic]``. The core never imports it."""
