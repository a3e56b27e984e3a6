"""How fast patterns are found beside snapml and DuckDB, then how well, on a set with known attempts."""

from __future__ import annotations

import _money_patterns
import _money_quality

if __name__ == "__main__":
    _money_patterns.main()
    _money_quality.main()
