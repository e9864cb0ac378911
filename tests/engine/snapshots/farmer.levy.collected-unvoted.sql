-- farmer/levy/collected-unvoted: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."project" AS "project",
    t."year_start" AS "year_start",
    t."collected_on" AS "collected_on",
    t.rowid AS _id,
    0 AS _calendar,
    t."year_start" AS _period,
    t."year_start" AS _first
  FROM "levy_projects" AS t
  WHERE
    (
      t."year_start" <= '2026-10-20' OR t."year_start" IS NULL
    )
    AND NOT (
      NOT t."collected_on" IS NULL
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
  COUNT(*) AS a0_lo,
  COUNT(*) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "project",
  "year_start",
  _period,
  _id,
  _first;

-- farmer/levy/collected-unvoted: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."project" AS "project",
    t."result" AS "result",
    0 AS _calendar,
    CAST(NULL AS TEXT) AS _period
  FROM "levy_votes" AS t
  WHERE
    (
      t."met_on" <= '2026-10-20' OR t."met_on" IS NULL
    )
)
SELECT
  "organisation",
  "project",
  0 AS _calendar,
  _period,
  COUNT(*) FILTER(WHERE
    (
      (
        "result" = 'passed'
      )
    )) AS a0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "result" = 'passed'
          )
        ) IS FALSE
      )
    )) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "project",
  _period;

-- farmer/levy/collected-unvoted: judged (duckdb)
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
    (
      CASE
        WHEN a1_hi IS NULL OR a1_hi = 0 OR a0_lo IS NULL
        THEN a0_lo
        WHEN a1_lo > 0 OR a0_lo > 0
        THEN 0
        ELSE a0_lo
      END
    ) AS lo,
    (
      CASE
        WHEN a1_hi IS NULL OR a1_hi = 0 OR a0_hi IS NULL
        THEN a0_hi
        WHEN a1_lo > 0 OR a0_hi < 0
        THEN 0
        ELSE a0_hi
      END
    ) AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL OR m."project" IS NULL
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
