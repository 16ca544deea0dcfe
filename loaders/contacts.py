"""Contacts of a point as volunteers write them: those of organisations only."""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from ledger.check_personal import gives_away

OF_PERSONS = {
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.UNKNOWN,
    PhoneNumberType.PERSONAL_NUMBER,
}
NUMBER = re.compile(r"\+?[\d ]{6,}")
SHORT_NUMBER = re.compile(r"(\d{3,5})(?!\d)(.*)")


def contact(fields: dict[str, str], region: str) -> tuple[dict[str, str], bool]:
    """The contact columns of a point, and whether something that may be a person's was dropped.

    `fields` are those of a list of contacts (`contacts.0.phone`), `region` its country's code.
    """
    lines = [
        line.strip()
        for title, text in fields.items()
        if title.endswith((".phone", ".sms"))
        for line in text.splitlines()
        if line.strip()
    ]
    mails = [text for title, text in fields.items() if title.endswith(".eMail") and text]
    people = [text for title, text in fields.items() if title.endswith(".name") and text]
    numbers = [_number(line, region) for line in lines]
    kept = [(number, said) for number, said in numbers if number]
    public = [mail for mail in mails if not gives_away(mail)]
    pages = [text for title, text in fields.items() if ".www." in title and text]
    columns = {
        "phone": kept[0][0] if kept else "",
        "phone_note": kept[0][1] if kept else "",
        "url": pages[0] if pages else "",
        "other_contact": "; ".join([*(" ".join(k).strip() for k in kept[1:]), *public]),
    }
    return columns, len(kept) < len(lines) or len(public) < len(mails) or bool(people)


def _number(line: str, region: str) -> tuple[str, str]:
    """The number in E.164 and what is written after it; "" for one that may be a person's.

    A number without its country's is one of the region; a short one such as 112 stays as it is.
    """
    said = NUMBER.match(line)
    if not said:
        short = SHORT_NUMBER.fullmatch(line)
        return (short[1], short[2].strip(" ()")) if short else ("", "")
    try:
        number = phonenumbers.parse(said[0].replace(" ", ""), region or None)
    except phonenumbers.NumberParseException:
        return "", ""
    of_person = phonenumbers.number_type(number) in OF_PERSONS
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ("" if of_person else written), line[said.end() :].strip(" ()")
