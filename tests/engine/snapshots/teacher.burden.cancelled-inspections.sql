-- teacher/burden/cancelled-inspections: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."matter" AS "matter",
    t."cause" AS "cause",
    0 AS _calendar,
    c."year" AS _period
  FROM "inspections" AS t
  LEFT JOIN jf_calendar AS c
    ON c.day = t."held_on" AND c.calendar = 0
  WHERE
    (
      t."held_on" <= '2026-10-20' OR t."held_on" IS NULL
    )
)
SELECT
  "organisation",
  "matter",
  0 AS _calendar,
  _period,
  COUNT(*) FILTER(WHERE
    (
      (
        "cause" = 'plan'
      )
    )) AS a0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "cause" = 'plan'
          )
        ) IS FALSE
      )
    )) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "matter",
  _period;

-- teacher/burden/cancelled-inspections: measured (duckdb)
WITH base AS (
  SELECT
    t."matter" AS "matter",
    t."decision" AS "decision",
    t."kind" AS "kind",
    (
      t."decision" = 'cancel' AND t."kind" = 'inspection'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    CAST(NULL AS TEXT) AS _period
  FROM "burden_items" AS t
  WHERE
    NOT (
      t."decision" = 'cancel' AND t."kind" = 'inspection'
    ) IS FALSE
)
SELECT
  "matter",
  0 AS _calendar,
  _period,
  COUNT(*) FILTER(WHERE
    (
      _exists
    )) AS a0_lo,
  COUNT(*) AS a0_hi
FROM base
GROUP BY
  "matter",
  _period;

-- teacher/burden/cancelled-inspections: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."matter",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    (
      CASE
        WHEN a1_hi IS NULL OR a1_hi = 0 OR a0_lo IS NULL
        THEN NULL
        WHEN a1_lo > 0
        THEN a0_lo
        ELSE -1000000000000
      END
    ) AS lo,
    (
      CASE
        WHEN a1_hi IS NULL OR a1_hi = 0 OR a0_hi IS NULL
        THEN NULL
        WHEN a1_lo > 0
        THEN a0_hi
        ELSE 1000000000000
      END
    ) AS hi,
    (
      d.last <= CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."organisation" IS NULL OR m."matter" IS NULL
    ) AS lost,
    (
      d.first IS NULL
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
  LEFT JOIN jf_periods AS d
    ON d.calendar = m._calendar AND d.id = m._period
  LEFT JOIN marks AS s
    ON m."organisation" IS NOT DISTINCT FROM s.organisation
    AND COALESCE(d.first, CAST('2026-10-20' AS DATE)) BETWEEN s.since AND s.until
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
