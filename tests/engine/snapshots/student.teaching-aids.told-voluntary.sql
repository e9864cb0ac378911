-- student/teaching-aids/told-voluntary: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."kind" AS "kind",
    t."notice" AS "notice",
    (
      t."kind" IN ('aid', 'reader')
    ) IS TRUE AS _exists,
    0 AS _calendar,
    COALESCE(t."term", '2026-2027-1') AS _period
  FROM "teaching_aids" AS t
  WHERE
    NOT (
      t."kind" IN ('aid', 'reader')
    ) IS FALSE
)
SELECT
  "organisation",
  "grade",
  "kind",
  0 AS _calendar,
  _period,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          "notice" = TRUE
        )
      )
    ) AND (
      _exists
    )) AS a0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            NOT (
              "notice" = TRUE
            )
          )
        ) IS FALSE
      )
    )) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "kind",
  _period;

-- student/teaching-aids/told-voluntary: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."kind",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL OR m."grade" IS NULL OR m."kind" IS NULL
    ) AS lost,
    (
      FALSE
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
    AND m."grade" IS NOT DISTINCT FROM s."grade"
    AND m."kind" IS NOT DISTINCT FROM s."kind"
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
