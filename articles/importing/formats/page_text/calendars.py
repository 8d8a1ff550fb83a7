"""Years and days of other calendars: the Persian year, the Buddhist era, the reigns of Japan, the Republic of China."""

from __future__ import annotations

from datetime import date, timedelta

_REIGNS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_BUDDHIST = 543


def common_year(year: int) -> int:
    """A printed year in the common era: Thai papers count from the Buddha's death."""
    return year - _BUDDHIST if 2443 <= year <= 2643 else year


def reign_year(reign: str, year: int) -> int:
    """The common year of a year within a reign; 平成28年 is 2016."""
    return _REIGNS[reign] + year


def day_of_ethiopian(year: int, month: int, day: int) -> date:
    """The common date of an Ethiopian one: twelve months of thirty days and a short one; New Year is in September."""
    if not 1850 <= year <= 2150 or not 1 <= month <= 13 or not 1 <= day <= (30 if month < 13 else 6):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    # The first of Meskerem 1850 was the tenth of September 1857; every fourth year is a day longer.
    passed = 365 * (year - 1850) + year // 4 - 1850 // 4 + 30 * (month - 1) + day - 1
    return date(1857, 9, 10) + timedelta(days=passed)


def day_of_solar_hijri(year: int, month: int, day: int) -> date:
    """The common date of a Persian one; ``ValueError`` where there is no such day.

    The 33-year cycle puts the leap years of the years 1244 to 1473 right, which is all that papers print.
    """
    if not 1244 <= year <= 1473 or not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    before = year - 1244
    leaps = sum(1 for one in range(1244, year) if one % 33 in (1, 5, 9, 13, 17, 22, 26, 30))
    start = date(1865, 3, 21)  # the first of Farvardin 1244
    passed = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return start + timedelta(days=365 * before + leaps + passed + day - 1)
