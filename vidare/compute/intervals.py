"""How sure a share is: Wilson's interval, which stays inside 0–1 and holds for small counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054  # the 97.5 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """``k`` of ``n`` with its 95 % interval, all as 0–1; None where ``n`` is 0 and nothing can be said."""

    k: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def wilson(k: int, n: int, *, z: float = Z_95) -> Share:
    """The score interval of Wilson (J. Am. Stat. Assoc. 22, 1927, 209–212).

    Raises ``ValueError`` unless 0 ≤ k ≤ n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"the count {k} is not between 0 and {n}")
    if n == 0:
        return Share(k, n, None, None, None)
    share, spread = k / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    reach = z / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    low = 0.0 if k == 0 else middle - reach
    high = 1.0 if k == n else middle + reach
    return Share(k, n, share, low, high)
