-- grassroots/documents/letters-instead: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."genre" AS "genre",
    TRUE AS _current,
    0 AS _calendar,
    c."year" AS _period
  FROM "documents" AS t
  LEFT JOIN jf_calendar AS c
    ON c.day = t."issued_on" AND c.calendar = 0
  WHERE
    (
      t."issued_on" <= '2026-10-20' OR t."issued_on" IS NULL
    )
  UNION ALL
  SELECT
    t."organisation" AS "organisation",
    t."genre" AS "genre",
    FALSE AS _current,
    0 AS _calendar,
    c."year" AS _period
  FROM "documents" AS t
  JOIN jf_calendar AS c
    ON c.previous = t."issued_on" AND c.calendar = 0
  WHERE
    (
      t."issued_on" <= '2026-10-20' OR t."issued_on" IS NULL
    )
    AND c.day <= '2026-10-20'
)
SELECT
  "organisation",
  0 AS _calendar,
  _period,
  COUNT(CASE WHEN NOT _current THEN 1 END) AS _baseline,
  COUNT(*) FILTER(WHERE
    (
      (
        "genre" IN ('letter', 'minutes', 'other')
      )
    ) AND (
      _current
    )) AS a0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "genre" IN ('letter', 'minutes', 'other')
          )
        ) IS FALSE
      )
    )
    AND (
      _current
    )) AS a0_hi,
  COUNT(*) FILTER(WHERE
    (
      (
        "genre" IN ('letter', 'minutes', 'other')
      )
    ) AND (
      NOT _current
    )) AS b0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "genre" IN ('letter', 'minutes', 'other')
          )
        ) IS FALSE
      )
    )
    AND (
      NOT _current
    )) AS b0_hi
FROM base
GROUP BY
  "organisation",
  _period;

-- grassroots/documents/letters-instead: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    (
      CASE
        WHEN a0_hi IS NULL OR b0_hi IS NULL
        THEN NULL
        ELSE (
          CASE
            WHEN b0_hi = 0 AND a0_hi = 0
            THEN NULL
            WHEN b0_hi >= 1000000000000
            THEN 0.0
            WHEN b0_hi = 0
            THEN CAST(1000000000000 AS DOUBLE)
            ELSE a0_lo * CAST(100.0 AS DOUBLE) / b0_hi
          END
        )
      END
    ) AS lo,
    (
      CASE
        WHEN a0_hi IS NULL OR b0_hi IS NULL
        THEN NULL
        ELSE (
          CASE
            WHEN b0_hi = 0 AND a0_hi = 0
            THEN NULL
            WHEN a0_hi >= 1000000000000 OR b0_lo = 0
            THEN CAST(1000000000000 AS DOUBLE)
            ELSE a0_hi * CAST(100.0 AS DOUBLE) / b0_lo
          END
        )
      END
    ) AS hi,
    (
      d.last <= CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."organisation" IS NULL
    ) AS lost,
    (
      d.first IS NULL
    ) AS undated,
    FALSE AS clash,
    CASE WHEN m._baseline = 0 THEN d.last >= CAST('2026-10-20' AS DATE) END AS base,
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
