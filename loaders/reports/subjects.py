"""What a number counts when the words after it do not say it: the noun comes from around."""

from dataclasses import replace

from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.places import Mention
from loaders.reports.told import Case, Told

COPULA = 4


def with_subject(case: Case, told: Told) -> Head:
    """A number without a noun takes the one nearby: "the number of refugees has reached"."""
    scene, place, head = case.scene, case.place, case.head
    same = told.frame.sentence == scene.sentence.start
    if head.kind == "people" and head.noun and not case.near_own:
        return _of_lead(case, same) or head
    if head.kind != "elliptical":
        return head
    if noun := _complement(case):
        return replace(head, kind=noun.value)
    reference = scene.at(place + 1, "reference") or scene.ending(place, "reference")
    if reference:
        people = [m for m in case.named if m.first == reference.last and m.role == "people"]
        nationality = people[0].iso3 if people else told.frame.nationality
        stays = (
            bool(case.near)
            and case.near[0].value == "live"
            and told.noun == "displaced"
            and not told.frame.location
        )
        return replace(
            head, kind="idps" if stays and not same else head.kind, nationality=nationality
        )
    earlier, _ = scene.beside(place)
    listed = any(token.word in (",", ";") for token in scene.tokens[earlier + 1 : place])
    if same and told.frame.nationality and not listed:
        return replace(head, nationality=told.frame.nationality)
    return _of_lead(case, same) or head


def _complement(case: Case) -> Mark | None:
    """The noun that a number is said to be: "162,000 of them are third-country nationals"."""
    scene, last = case.scene, case.head.last
    nouns = [m for m in scene.near(case.place, "nouns") if 0 <= m.first - case.place <= COPULA + 3]
    return next((m for m in nouns if m.value != "people" and m.first >= last), None)


def _of_lead(case: Case, same: bool) -> Head | None:
    """The head with the noun said earlier in the sentence, in its statement or before a colon."""
    scene, place, head = case.scene, case.place, case.head
    earlier, _ = scene.beside(place)
    is_list = scene.sentence.kind == "item" or any(t.word == ":" for t in scene.tokens[:place])
    is_list = is_list and not same
    before = [
        m
        for m in scene.anywhere("nouns")
        if (earlier < m.first or is_list)
        and m.first < place
        and m.value not in ("people", "households")
        if is_list or scene.is_near(place, m.first)
    ]
    return replace(head, kind=before[0].value) if before else None


def with_origins(head: Head, named: list[Mention], told: Told) -> Head:
    """Foreigners "from Tunisia, Ghana and Lebanon" have these nationalities."""
    if head.kind != "third_country_nationals" or head.nationality:
        return head
    after = [m for m in named if 0 <= m.first - head.last <= COPULA and m.role == "origin"]
    own = after[0].iso3 if after and told.crisis.origin not in after[0].iso3 else ()
    return replace(head, nationality=own)
