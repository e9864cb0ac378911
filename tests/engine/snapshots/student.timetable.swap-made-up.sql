-- student/timetable/swap-made-up: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."lesson_on" AS "lesson_on",
    t."period" AS "period",
    t."subject" AS "subject",
    t."kind" AS "kind",
    t."made_up_on" AS "made_up_on",
    t.rowid AS _id,
    wa0.worked AS _wa0,
    wb0.worked AS _wb0,
    0 AS _calendar,
    t."lesson_on" AS _period,
    t."lesson_on" AS _first
  FROM "swaps" AS t
  LEFT JOIN jf_calendar AS wa0
    ON wa0.day = t."lesson_on" AND wa0.calendar = 0
  LEFT JOIN jf_calendar AS wb0
    ON wb0.day = COALESCE(t."made_up_on", '2026-10-20') AND wb0.calendar = 0
  WHERE
    (
      t."lesson_on" <= '2026-10-20' OR t."lesson_on" IS NULL
    )
    AND NOT (
      COALESCE(t."kind" <> 'exchange', TRUE) OR NOT (
        t."made_up_on" IS NULL
      )
    ) IS FALSE
)
SELECT
  "organisation",
  "grade",
  "class_no",
  "lesson_on",
  "period",
  "subject",
  0 AS _calendar,
  _period,
  _id,
  _first,
  CASE
    WHEN NOT MAX(
      COALESCE((
        CASE WHEN _wb0 - _wa0 < 0 THEN 0 ELSE _wb0 - _wa0 END
      ), 1000000000000)
    ) IS NULL
    THEN COALESCE(MAX(COALESCE((
      CASE WHEN _wb0 - _wa0 < 0 THEN 0 ELSE _wb0 - _wa0 END
    ), 0)), 0)
  END AS a0_lo,
  MAX(
    COALESCE((
      CASE WHEN _wb0 - _wa0 < 0 THEN 0 ELSE _wb0 - _wa0 END
    ), 1000000000000)
  ) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_no",
  "lesson_on",
  "period",
  "subject",
  _period,
  _id,
  _first;

-- student/timetable/swap-made-up: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."class_no",
    m."lesson_on",
    m."period",
    m."subject",
    m._id,
    m._period,
    m._calendar,
    m._first AS first,
    m._first AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL
    ) AS lost,
    (
      m._first IS NULL
    ) AS undated,
    FALSE AS clash,
    NULL AS base,
    s.status,
    s.stack,
    s.m_lo,
    s.m_hi,
    s.p_lo,
    s.p_hi,
    s.a_lo,
    s.a_hi
  FROM measured AS m
  LEFT JOIN marks AS s
    ON m."organisation" IS NOT DISTINCT FROM s.organisation
    AND m."grade" IS NOT DISTINCT FROM s."grade"
    AND COALESCE(m._first, CAST('2026-10-20' AS DATE)) BETWEEN s.since AND s.until
)
SELECT
  *,
  CASE
    WHEN status IS NULL OR status = 'none'
    THEN 'not_applicable'
    WHEN status = 'no_local_mark'
    THEN 'not_evaluable:no_local_mark'
    WHEN undated
    THEN 'not_evaluable:unknown_date'
    WHEN lost
    THEN 'not_evaluable:unknown_key'
    WHEN status = 'unknown_scope'
    THEN 'not_evaluable:unknown_scope'
    WHEN status = 'exceptions_disagree'
    THEN 'not_evaluable:exceptions_disagree'
    WHEN base
    THEN 'not_evaluable:no_baseline'
    WHEN NOT base
    THEN 'not_applicable'
    WHEN lo IS NULL
    THEN 'not_applicable'
    WHEN clash
    THEN 'not_evaluable:conflict'
    WHEN lo > m_hi OR (
      closed AND hi < m_lo
    )
    THEN 'breached:mandatory'
    WHEN lo > p_hi OR (
      closed AND hi < p_lo
    )
    THEN 'breached:in_principle'
    WHEN hi > m_hi OR (
      closed AND lo < m_lo
    ) OR hi > p_hi OR (
      closed AND lo < p_lo
    )
    THEN 'not_evaluable:partial'
    WHEN NOT closed AND m_hi IS NULL AND p_hi IS NULL AND a_hi IS NULL
    THEN 'not_applicable'
    WHEN lo > a_hi OR (
      closed AND hi < a_lo
    )
    THEN 'advised'
    WHEN (
      hi > a_hi OR (
        closed AND lo < a_lo
      )
    )
    AND COALESCE(m_lo, m_hi, p_lo, p_hi) IS NULL
    THEN 'not_evaluable:partial'
    ELSE 'kept'
  END AS verdict
FROM g;
