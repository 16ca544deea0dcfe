"""All benchmarks, one after the other: `python -m tests.benchmarks`. Nothing is asserted."""

from tests.benchmarks import loading, pages

loading.main()
pages.main()
