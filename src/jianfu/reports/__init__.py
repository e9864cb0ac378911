"""Results of a check made readable: one HTML file, a table for the terminal, one finding in words.

Everything here starts from the JSON dict of a check (schema ``jianfu/check/1``), never from the engine's
own objects, so that a result kept in a file reads the same as a fresh one.
"""
