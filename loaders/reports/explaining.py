"""Why a draft count says what it says, in sentences."""

from ledger.words import say
from loaders.reports.drafts import DraftCount


def because(count: DraftCount, language: str) -> list[str]:
    """The rules that decided a count, one sentence each, in a reader's language."""
    return [_said(rule, count, language) for rule in count.why]


def _said(rule: str, count: DraftCount, language: str) -> str:
    kind, _, value = rule.partition("_")
    if kind == "qualifier":
        return say("report.why.qualifier", language, words=count.qualifier_phrase)
    if kind == "noun":
        return say("report.why.noun", language, words=say(f"report.noun.{value}", language))
    if kind == "verb":
        return say("report.why.verb", language, words=say(f"report.verb.{value}", language))
    return say(f"report.why.{rule}", language)
