"""Spellings of one name: what is left when case, accents, marks of notes and small words are not.

Nothing here knows a country. A name in full ("Republic of Moldova", "Korea, South") gives the
spellings by which a list may hold it; a name in another case ("до Польщі", "w Rosji") its stem.
"""

import re

from ledger.check_countries import folded

# Letters that are no letter with an accent, and the signs that stand for an apostrophe.
LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "ё": "е"})
APOSTROPHES = re.compile("['’ʼ`´′ʹ]")
NOTE_MARKS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|\s*[(\[]\d{1,2}[)\]]\s*$|(?<=\w)\s?\d\)\s*$")
SAME = {"&": "and", "st": "saint", "rep": "republic", "isl": "islands"}
KIND = re.compile(
    r"^(?:(?:the|la|le|les) )?(?:republic (?:of )?(?:the )?|the "
    r"|(?:kingdom|state|commonwealth) of (?:the )?"
    r"|(?:islamic |federal )republic of |republique (?:de |du |des )?|l(?=ukraine$)"
    r"|republica (?:de |del )?|republika |республ[иі]ка )"
)
LITTLE = re.compile(
    r"^(?:do|до|в|у|на|з|із|зі|из|с|со|от|від|во|к|w|we|z|ze|na|od|from|to|in|en|au|aux|du|des|de|d"
    r"|a|al|del|desde|hacia|din|spre|pentru|la|les|le|el|los|las) "
)
CITIZENS = re.compile(
    r"^(?:citizens? of|nationals? of|people from|ressortissante?s? (?:de |du |d)"
    r"|citoyens (?:de |du |d)|громадян[иа]?|громадянин|гражданин|граждане?|obywatel(?:e|i|ka)?"
    r"|obywatelstwo|cetateni (?:din )?|ciudadanos de) ?(?:la |l)?"
)
ENDINGS = re.compile(
    r"(?:ого|ою|ею|еи|ом|ам|ах|ям|ях|оі|ои|ая|ую|ыи|iej|ie|ej|[аяоеиіыьюуaiyeou])$"
)
FEWEST_LETTERS = 4


def plain(text: str) -> str:
    """A text as names are compared: no case, no accents, no punctuation, no marks of notes."""
    unmarked = APOSTROPHES.sub("", NOTE_MARKS.sub("", text).replace("&", " and "))
    words = re.sub(r"[^\w\s]+|_", " ", folded(unmarked).translate(LETTERS)).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(SAME.get(word, word) for word in words)


def spellings(text: str) -> list[str]:
    """The text, and the other ways to write the same: "South Korea" for "Korea, South"."""
    found = [plain(text)]
    turned = re.fullmatch(r"([^,(]+)(?:, ([^,(]+)| \(([^()]+)\))", text.strip())
    if turned and not re.fullmatch(r"\d+", turned[3] or ""):
        found.append(plain(f"{turned[2] or turned[3]} {turned[1]}"))
    return [*found, *(short for one in found if (short := bare(one)) != one)]


def bare(name: str) -> str:
    """A plain name without what it says of the form of the state."""
    return KIND.sub("", name) or name


def uncased(name: str) -> str:
    """A plain name without "to", "in" and "citizens of" before it."""
    return LITTLE.sub("", CITIZENS.sub("", name)) or name


def stem(name: str) -> str:
    """The words of a plain name without the endings that cases change; "" if little is left."""
    found = " ".join(ENDINGS.sub("", word) for word in name.split())
    return found if len(found) >= FEWEST_LETTERS else ""
