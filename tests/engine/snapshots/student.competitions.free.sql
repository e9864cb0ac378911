-- student/competitions/free: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."name" AS "name",
    t."organiser" AS "organiser",
    t."held_on" AS "held_on",
    t."fee" AS "fee",
    t."fee_max" AS "fee_max",
    t."level" AS "level",
    t.rowid AS _id,
    0 AS _calendar,
    t."held_on" AS _period,
    t."held_on" AS _first
  FROM "competitions" AS t
  WHERE
    (
      t."held_on" <= '2026-10-20' OR t."held_on" IS NULL
    )
)
SELECT
  "organisation",
  "name",
  "organiser",
  "held_on",
  "level",
  0 AS _calendar,
  _period,
  _id,
  _first,
  CASE
    WHEN NOT MAX(COALESCE("fee_max", "fee", 1000000000000)) IS NULL
    THEN COALESCE(MAX(COALESCE("fee", 0)), 0)
  END AS a0_lo,
  MAX(COALESCE("fee_max", "fee", 1000000000000)) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "name",
  "organiser",
  "held_on",
  "level",
  _period,
  _id,
  _first;

-- student/competitions/free: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."name",
    m."organiser",
    m."held_on",
    m."level",
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
    AND m."level" IS NOT DISTINCT FROM s."level"
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
