"""All benchmarks, one after the other: `python -m tests.benchmarks`. Nothing is asserted."""

from tests.benchmarks import anomalies, api, brief, formats, loading, numbers, pages, upload

loading.main()
formats.main()
upload.main()
pages.main()
anomalies.main()
numbers.main()
api.main()
brief.main()
