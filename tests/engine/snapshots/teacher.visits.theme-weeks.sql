-- teacher/visits/theme-weeks: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."visitor" AS "visitor",
    t."activity" AS "activity",
    t."matter" AS "matter",
    0 AS _calendar,
    c."school_year" AS _period
  FROM "school_visits" AS t
  LEFT JOIN jf_calendar AS c
    ON c.day = t."visited_on" AND c.calendar = 0
  WHERE
    (
      t."visited_on" <= '2026-10-20' OR t."visited_on" IS NULL
    )
)
SELECT
  "organisation",
  "visitor",
  0 AS _calendar,
  _period,
  CASE
    WHEN COUNT(DISTINCT "matter") FILTER(WHERE
      (
        (
          (
            STRPOS("activity", '周') > 0 OR STRPOS("activity", '小手拉大手') > 0
          )
          AND NOT (
            STRPOS("activity", '周年') > 0
            OR STRPOS("activity", '周边') > 0
            OR STRPOS("activity", '周末') > 0
            OR STRPOS("activity", '周围') > 0
            OR STRPOS("activity", '周恩来') > 0
          )
        )
      )) > 0
    THEN COUNT(DISTINCT "matter") FILTER(WHERE
      (
        (
          (
            STRPOS("activity", '周') > 0 OR STRPOS("activity", '小手拉大手') > 0
          )
          AND NOT (
            STRPOS("activity", '周年') > 0
            OR STRPOS("activity", '周边') > 0
            OR STRPOS("activity", '周末') > 0
            OR STRPOS("activity", '周围') > 0
            OR STRPOS("activity", '周恩来') > 0
          )
        )
      ))
    ELSE CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            (
              STRPOS("activity", '周') > 0 OR STRPOS("activity", '小手拉大手') > 0
            )
            AND NOT (
              STRPOS("activity", '周年') > 0
              OR STRPOS("activity", '周边') > 0
              OR STRPOS("activity", '周末') > 0
              OR STRPOS("activity", '周围') > 0
              OR STRPOS("activity", '周恩来') > 0
            )
          )
        )) > 0
      THEN 1
      ELSE 0
    END
  END AS a0_lo,
  COUNT(DISTINCT "matter") FILTER(WHERE
    (
      (
        NOT (
          (
            (
              STRPOS("activity", '周') > 0 OR STRPOS("activity", '小手拉大手') > 0
            )
            AND NOT (
              STRPOS("activity", '周年') > 0
              OR STRPOS("activity", '周边') > 0
              OR STRPOS("activity", '周末') > 0
              OR STRPOS("activity", '周围') > 0
              OR STRPOS("activity", '周恩来') > 0
            )
          )
        ) IS FALSE
      )
    )) + COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            (
              STRPOS("activity", '周') > 0 OR STRPOS("activity", '小手拉大手') > 0
            )
            AND NOT (
              STRPOS("activity", '周年') > 0
              OR STRPOS("activity", '周边') > 0
              OR STRPOS("activity", '周末') > 0
              OR STRPOS("activity", '周围') > 0
              OR STRPOS("activity", '周恩来') > 0
            )
          )
        ) IS FALSE
      )
    )
    AND "matter" IS NULL) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "visitor",
  _period;

-- teacher/visits/theme-weeks: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."visitor",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    (
      d.last <= CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."organisation" IS NULL OR m."visitor" IS NULL
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
