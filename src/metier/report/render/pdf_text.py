"""Text that the fonts of a PDF can show. They come with the typesetter; letters that they lack become a box."""

from __future__ import annotations

import re
import unicodedata

BOX = "□"
# What Libertinus Serif and, behind it, the other fonts inside typst cover: measured letter by letter.
_SHOWN = re.compile(
    "[ -~¡-¬®-ӿԱ-ևא-תء-غـ-ٕऀ-ॿა-ჿᴀ-ῼ‐-‧‰-⁞⁰-⅑⅓-ↄ←-⏿①-☯✂-✧✩-❋⟱-⯿ﬀ-ﬆ\N{REPLACEMENT CHARACTER}]"  # ranges
)
_PLAIN = re.compile("[ -~¡-¬®-ſ‐-‧]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def shown(text: str, *, plain: bool = False) -> str:
    """Text on one line in letters that can be shown; a run of others is one box, marks that hide are left out.

    ``plain`` keeps to western letters, for text that the fonts refuse after all.

    >>> shown("Analyst (日本語) \\u202e x"), shown("Łódź Ω", plain=True)
    ('Analyst (□) x', 'Łódź □')
    """
    covered = _PLAIN if plain else _SHOWN
    found: list[str] = []
    for letter in " ".join(text.split()):
        if unicodedata.category(letter) in _HIDDEN:
            continue
        if covered.match(letter):
            found.append(letter)
        elif not found or found[-1] != BOX:
            found.append(BOX)
    return " ".join("".join(found).split())
