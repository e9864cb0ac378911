-- teacher/inspections/no-drives: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."item" AS "item",
    t."inspector" AS "inspector",
    t."held_on" AS "held_on",
    t."kind" AS "kind",
    t.rowid AS _id,
    0 AS _calendar,
    t."held_on" AS _period,
    t."held_on" AS _first
  FROM "inspections" AS t
  WHERE
    (
      t."held_on" <= '2026-10-20' OR t."held_on" IS NULL
    )
)
SELECT
  "organisation",
  "item",
  "inspector",
  "held_on",
  0 AS _calendar,
  _period,
  _id,
  _first,
  COUNT(*) FILTER(WHERE
    (
      (
        "kind" = 'drive'
        OR (
          STRPOS("item", '达标活动') > 0
          OR STRPOS("item", '达标创建') > 0
          OR STRPOS("item", '创建达标') > 0
          OR STRPOS("item", '达标验收') > 0
          OR STRPOS("item", '达标评') > 0
          OR STRPOS("item", '达标考核') > 0
          OR STRPOS("item", '达标校') > 0
          OR STRPOS("item", '达标学校') > 0
          OR STRPOS("item", '达标县') > 0
          OR STRPOS("item", '达标镇') > 0
        )
      )
    )) AS a0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "kind" = 'drive'
            OR (
              STRPOS("item", '达标活动') > 0
              OR STRPOS("item", '达标创建') > 0
              OR STRPOS("item", '创建达标') > 0
              OR STRPOS("item", '达标验收') > 0
              OR STRPOS("item", '达标评') > 0
              OR STRPOS("item", '达标考核') > 0
              OR STRPOS("item", '达标校') > 0
              OR STRPOS("item", '达标学校') > 0
              OR STRPOS("item", '达标县') > 0
              OR STRPOS("item", '达标镇') > 0
            )
          )
        ) IS FALSE
      )
    )) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "item",
  "inspector",
  "held_on",
  _period,
  _id,
  _first;

-- teacher/inspections/no-drives: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."item",
    m."inspector",
    m."held_on",
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
