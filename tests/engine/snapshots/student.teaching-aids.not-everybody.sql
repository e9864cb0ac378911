-- student/teaching-aids/not-everybody: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."subject" AS "subject",
    t."title" AS "title",
    t."kind" AS "kind",
    t."copies" AS "copies",
    t."copies_max" AS "copies_max",
    t."pupils" AS "pupils",
    t."pupils_max" AS "pupils_max",
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
  "subject",
  "title",
  "kind",
  0 AS _calendar,
  _period,
  COALESCE(SUM("pupils") FILTER(WHERE
    (
      _exists
    )), 0) AS a0_lo,
  COALESCE(SUM(COALESCE("pupils_max", "pupils", 1000000000000)), 0) AS a0_hi,
  COALESCE(SUM("copies") FILTER(WHERE
    (
      _exists
    )), 0) AS a1_lo,
  COALESCE(SUM(COALESCE("copies_max", "copies", 1000000000000)), 0) AS a1_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "subject",
  "title",
  "kind",
  _period;

-- student/teaching-aids/not-everybody: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."subject",
    m."title",
    m."kind",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
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
      OR m."grade" IS NULL
      OR m."subject" IS NULL
      OR m."title" IS NULL
      OR m."kind" IS NULL
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
