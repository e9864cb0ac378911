-- farmer/levy/proposal: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."project" AS "project",
    t."met_on" AS "met_on",
    t."cosigner_base" AS "cosigner_base",
    t."cosigner_base_max" AS "cosigner_base_max",
    t."cosigners" AS "cosigners",
    t."cosigners_max" AS "cosigners_max",
    t."proposed_by" AS "proposed_by",
    t.rowid AS _id,
    0 AS _calendar,
    t."met_on" AS _period,
    t."met_on" AS _first
  FROM "levy_votes" AS t
  WHERE
    (
      t."met_on" <= '2026-10-20' OR t."met_on" IS NULL
    )
)
SELECT
  "organisation",
  "project",
  "met_on",
  "proposed_by",
  0 AS _calendar,
  _period,
  _id,
  _first,
  COALESCE(SUM("cosigners"), 0) AS a0_lo,
  COALESCE(SUM(COALESCE("cosigners_max", "cosigners", 1000000000000)), 0) AS a0_hi,
  COALESCE(SUM("cosigner_base"), 0) AS a1_lo,
  COALESCE(SUM(COALESCE("cosigner_base_max", "cosigner_base", 1000000000000)), 0) AS a1_hi
FROM base
GROUP BY
  "organisation",
  "project",
  "met_on",
  "proposed_by",
  _period,
  _id,
  _first;

-- farmer/levy/proposal: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."project",
    m."met_on",
    m."proposed_by",
    m._id,
    m._period,
    m._calendar,
    m._first AS first,
    m._first AS last,
    (
      CASE
        WHEN (
          a0_lo IS NULL
        ) <> (
          a1_lo IS NULL
        )
        THEN -1000000000000
        ELSE (
          CASE
            WHEN a1_hi = 0 AND a0_hi = 0
            THEN NULL
            WHEN a1_hi >= 1000000000000
            THEN 0.0
            WHEN a1_hi = 0
            THEN CAST(1000000000000 AS DOUBLE)
            ELSE a0_lo * CAST(100.0 AS DOUBLE) / a1_hi
          END
        )
      END
    ) AS lo,
    (
      CASE
        WHEN (
          a0_lo IS NULL
        ) <> (
          a1_lo IS NULL
        )
        THEN 1000000000000
        ELSE (
          CASE
            WHEN a1_hi = 0 AND a0_hi = 0
            THEN NULL
            WHEN a0_hi >= 1000000000000 OR a1_lo = 0
            THEN CAST(1000000000000 AS DOUBLE)
            ELSE a0_hi * CAST(100.0 AS DOUBLE) / a1_lo
          END
        )
      END
    ) AS hi,
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
    AND m."proposed_by" IS NOT DISTINCT FROM s."proposed_by"
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
