"""Test modules of this folder share `tei_trees`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
