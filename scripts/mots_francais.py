#!/usr/bin/env python3
"""Writes the French words of typos.toml: those that typos takes for English mistakes.

Needs Debian's package `wfrench` and `make outils` done; to be run again when typos changes:
    scripts/mots_francais.py && git diff typos.toml
"""

import json
import pathlib
import subprocess
import tempfile
import textwrap
import unicodedata

LEXICON = pathlib.Path("/usr/share/dict/french")
CONFIG = pathlib.Path(__file__).parent.parent / "typos.toml"
OPEN, CLOSE = "# <mots>\n", "# </mots>\n"


def bare(word):
    letters = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def main():
    words = {w.lower() for w in LEXICON.read_text().split() if w.isalpha() and len(w) > 2}
    words |= {bare(word) for word in words}
    with tempfile.TemporaryDirectory() as folder:
        lexicon = pathlib.Path(folder) / "mots.txt"
        lexicon.write_text("\n".join(sorted(words)))
        run = ["typos", "--isolated", "--format", "json", str(lexicon)]
        found = subprocess.run(run, capture_output=True, text=True, check=False).stdout
    lines = [json.loads(line) for line in found.splitlines()]
    taken = sorted({line["typo"] for line in lines if line["type"] == "typo"})
    block = textwrap.fill(" | ".join(taken), width=98, break_long_words=False)
    text = CONFIG.read_text()
    head, rest = text.split(OPEN)
    tail = rest.split(CLOSE)[1]
    body = f"extend-ignore-words-re = ['''(?xi)^(\n{block}\n)$''', '^[A-Z]{2,5}s?$']  # and acronyms\n"
    CONFIG.write_text(head + OPEN + body + CLOSE + tail)
    print(f"{len(taken)} mots")


main()
