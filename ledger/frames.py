"""Tables as pandas frames, as analysis reads them."""

import pandas as pd
import pyarrow as pa

from ledger.columns import with_sorted_labels

WHOLE_NUMBERS = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype()}


def to_pandas(rows: pa.Table) -> pd.DataFrame:
    """Text and codes as categories in order, whole numbers as Int64, days as datetime64[s].

    Moments are datetime64[s, UTC]; `received_row` is Int32.
    """
    days = pa.schema(
        [
            field.with_type(pa.timestamp("s")) if pa.types.is_date(field.type) else field
            for field in rows.schema
        ]
    )
    return with_sorted_labels(rows).cast(days).to_pandas(types_mapper=WHOLE_NUMBERS.get)
