"""All benchmarks, one after the other: `python -m tests.benchmarks`. Nothing is asserted."""

from tests.benchmarks import loading, pages, upload

loading.main()
upload.main()
pages.main()
