-- farmer/levy/county-reply: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."project" AS "project",
    t."year_start" AS "year_start",
    t."approved" AS "approved",
    t."county_on" AS "county_on",
    t."submitted_on" AS "submitted_on",
    t.rowid AS _id,
    wa0.worked AS _wa0,
    wb0.worked AS _wb0,
    0 AS _calendar,
    t."year_start" AS _period,
    t."year_start" AS _first
  FROM "levy_projects" AS t
  LEFT JOIN jf_calendar AS wa0
    ON wa0.day = t."submitted_on" AND wa0.calendar = 0
  LEFT JOIN jf_calendar AS wb0
    ON wb0.day = COALESCE(t."county_on", '2026-10-20') AND wb0.calendar = 0
  WHERE
    (
      t."year_start" <= '2026-10-20' OR t."year_start" IS NULL
    )
    AND NOT (
      NOT t."submitted_on" IS NULL
      AND NOT (
        t."county_on" IS NULL
        AND COALESCE(t."approved", 'pending') IN ('approved', 'refused')
      )
    ) IS FALSE
)
SELECT
  "organisation",
  "project",
  "year_start",
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
  "project",
  "year_start",
  _period,
  _id,
  _first;

-- farmer/levy/county-reply: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."project",
    m."year_start",
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
