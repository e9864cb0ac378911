-- farmer/burden-card/line-adds-up: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."household" AS "household",
    t."year_start" AS "year_start",
    t."item" AS "item",
    t."base" AS "base",
    t."base_max" AS "base_max",
    t."due" AS "due",
    t."due_max" AS "due_max",
    t."kind" AS "kind",
    t."rate" AS "rate",
    t."rate_max" AS "rate_max",
    t.rowid AS _id,
    (
      t."kind" <> 'labour'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    t."year_start" AS _period,
    t."year_start" AS _first
  FROM "burden_card_lines" AS t
  WHERE
    (
      t."year_start" <= '2026-10-20' OR t."year_start" IS NULL
    )
    AND NOT (
      t."kind" <> 'labour'
    ) IS FALSE
)
SELECT
  "organisation",
  "household",
  "year_start",
  "item",
  0 AS _calendar,
  _period,
  _id,
  _first,
  COALESCE(
    SUM((
      (
        (
          CAST("rate" AS INT128) * "base"
        ) + 50
      ) // 100
    )) FILTER(WHERE
      (
        _exists
      )),
    0
  ) AS a0_lo,
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE("rate_max", "rate", 1000000000000) = 0
        OR COALESCE("base_max", "base", 1000000000000) = 0
        THEN 0
        WHEN COALESCE("rate_max", "rate", 1000000000000) >= 1000000000000
        OR COALESCE("base_max", "base", 1000000000000) >= 1000000000000
        THEN 1000000000000
        ELSE (
          (
            (
              CAST(COALESCE("rate_max", "rate", 1000000000000) AS INT128) * COALESCE("base_max", "base", 1000000000000)
            ) + 50
          ) // 100
        )
      END
    ),
    0
  ) AS a0_hi,
  COALESCE(SUM("due") FILTER(WHERE
    (
      _exists
    )), 0) AS a1_lo,
  COALESCE(SUM(COALESCE("due_max", "due", 1000000000000)), 0) AS a1_hi
FROM base
GROUP BY
  "organisation",
  "household",
  "year_start",
  "item",
  _period,
  _id,
  _first;

-- farmer/burden-card/line-adds-up: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."household",
    m."year_start",
    m."item",
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
          CASE WHEN a1_hi >= 1000000000000 THEN -1000000000000 ELSE a0_lo - a1_hi END
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
          CASE WHEN a0_hi >= 1000000000000 THEN 1000000000000 ELSE a0_hi - a1_lo END
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
