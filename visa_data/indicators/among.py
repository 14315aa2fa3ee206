"""Which of some references are among others: tens of thousands, many times a page."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def among(references: pd.Series, chosen: pd.Series) -> NDArray[np.bool_]:
    """For each reference, whether it is chosen. What `Series.isin` gives, which goes through the chosen one by one."""
    found = pc.is_in(pa.array(references, pa.large_string()), value_set=pa.array(chosen, pa.large_string()))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)
