"""What a count with its qualifier says, as the numbers that it allows; and whether two agree.

Two counts agree when one number is possible under both: "at least 600,000" agrees with 600,000
and everything above, "up to" with everything below, "about" and "nearly" with what would be
rounded to the number, "exact" with itself alone. A number is rounded to its last digit that is not
zero: about 600,000 is 550,000 to 650,000, about 612,000 is 611,500 to 612,500; nearly 600,000 is
550,000 to 600,000. "More than" is read as "at least": nobody says "more than 600,000" to deny
600,000. A publisher's range (`count_max`) reaches to its upper end.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

OPEN_ABOVE = ("at_least", "more_than")
OPEN_BELOW = ("up_to",)
ROUNDED_TO_BELOW = ("about",)
ROUNDED_TO_ABOVE = ("about", "nearly")
# How far a rounded number may lie from what was counted, in units of its last digit that is not 0.
ROUNDED_BY = 0.5
MOST_ZEROS = 9


@dataclass(frozen=True)
class Claims:
    """The lowest and the highest number that each of some counts allows."""

    low: np.ndarray
    high: np.ndarray

    def at(self, places: np.ndarray) -> "Claims":
        """The claims at some positions."""
        return Claims(self.low[places], self.high[places])

    def or_between(self, other: "Claims") -> "Claims":
        """For counts of two days: what a count of a day between them may be."""
        return Claims(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    def agree(self, other: "Claims") -> np.ndarray:
        """Whether a number is possible under both."""
        return (self.low <= other.high) & (other.low <= self.high)


def of(counts: pd.DataFrame) -> Claims:
    """What each count of a table says."""
    number = counts["count"].to_numpy(float)
    most = np.fmax(number, counts["count_max"].to_numpy(float, na_value=np.nan))
    qualifier = counts["qualifier"].astype(object)
    slack = _last_digit(number) * ROUNDED_BY
    low = np.where(qualifier.isin(ROUNDED_TO_ABOVE), number - slack, number)
    high = np.where(qualifier.isin(ROUNDED_TO_BELOW), most + slack, most)
    low = np.where(qualifier.isin(OPEN_BELOW), 0.0, low)
    high = np.where(qualifier.isin(OPEN_ABOVE), np.inf, high)
    return Claims(low, high)


def _last_digit(number: np.ndarray) -> np.ndarray:
    """The value of one in the last digit that is not zero: 100,000 of 600,000."""
    unit = np.ones(len(number))
    for zeros in range(1, MOST_ZEROS + 1):
        unit = np.where((number % 10**zeros == 0) & (number != 0), 10.0**zeros, unit)
    return unit
