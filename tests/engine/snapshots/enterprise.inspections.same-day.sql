-- enterprise/inspections/same-day: measured (duckdb)
WITH base AS (
  SELECT
    t."firm" AS "firm",
    t."joint" AS "joint",
    t."organisation" AS "organisation",
    t."trigger" AS "trigger",
    0 AS _calendar,
    t."inspected_on" AS _period
  FROM "firm_inspections" AS t
  WHERE
    (
      t."inspected_on" <= '2026-10-20' OR t."inspected_on" IS NULL
    )
)
SELECT
  "firm",
  0 AS _calendar,
  _period,
  CASE
    WHEN COUNT(DISTINCT "organisation") FILTER(WHERE
      (
        (
          "joint" = FALSE AND "trigger" IN ('plan', 'special')
        )
      )) > 0
    THEN COUNT(DISTINCT "organisation") FILTER(WHERE
      (
        (
          "joint" = FALSE AND "trigger" IN ('plan', 'special')
        )
      ))
    ELSE CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            "joint" = FALSE AND "trigger" IN ('plan', 'special')
          )
        )) > 0
      THEN 1
      ELSE 0
    END
  END AS a0_lo,
  COUNT(DISTINCT "organisation") FILTER(WHERE
    (
      (
        NOT (
          (
            "joint" = FALSE AND "trigger" IN ('plan', 'special')
          )
        ) IS FALSE
      )
    )) + COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "joint" = FALSE AND "trigger" IN ('plan', 'special')
          )
        ) IS FALSE
      )
    )
    AND "organisation" IS NULL) AS a0_hi
FROM base
GROUP BY
  "firm",
  _period;

-- enterprise/inspections/same-day: judged (duckdb)
WITH g AS (
  SELECT
    m."firm",
    m._period,
    m._calendar,
    m._period AS first,
    m._period AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    (
      m._period <= CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."firm" IS NULL
    ) AS lost,
    (
      m._period IS NULL
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
    ON m."firm" IS NOT DISTINCT FROM s.organisation
    AND COALESCE(m._period, CAST('2026-10-20' AS DATE)) BETWEEN s.since AND s.until
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
