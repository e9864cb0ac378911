"""Results made readable: a check, burdens, progress, a plan that was read; as table, HTML, workbook, JSON.

What shows a check starts from its JSON dict (schema ``jianfu/check/1``), never from the engine's own objects, so
that a result kept in a file reads the same as a fresh one. What shows a plan starts from ``plan_reading.Reading``.
"""
