"""How each deed is drawn, subject by subject. A new action's draw goes where its neighbours are."""

from __future__ import annotations

from tests.lives.draws import acting, board, coming, hours, house, working
from tests.lives.scene import DRAWS, HOUSE

__all__ = ["DRAWS", "HOUSE", "acting", "board", "coming", "hours", "house", "working"]
