"""One module for each publisher's format; loaders.loading lists them.

Each has a docstring that tells an analyst what the counts mean, the cards of its sources
(SOURCES), the headers by which its files are known (HEADERS), and `read(found, asked)`.
"""
