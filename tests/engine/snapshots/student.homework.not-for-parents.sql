-- student/homework/not-for-parents: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."content" AS "content",
    t."remark" AS "remark",
    0 AS _calendar,
    t."done_on" AS _period
  FROM "homework" AS t
  WHERE
    (
      t."done_on" <= '2026-10-20' OR t."done_on" IS NULL
    )
)
SELECT
  "organisation",
  "grade",
  "class_no",
  0 AS _calendar,
  _period,
  COUNT(*) FILTER(WHERE
    (
      (
        (
          STRPOS(COALESCE("content", ''), '家长批改') > 0
          OR STRPOS(COALESCE("content", ''), '家长检查') > 0
          OR STRPOS(COALESCE("content", ''), '家长签字') > 0
          OR STRPOS(COALESCE("content", ''), '家长签名') > 0
          OR STRPOS(COALESCE("content", ''), '家长听写') > 0
          OR STRPOS(COALESCE("content", ''), '家长完成') > 0
          OR STRPOS(COALESCE("content", ''), '家长出题') > 0
          OR STRPOS(COALESCE("content", ''), '请家长改') > 0
        )
        OR (
          STRPOS(COALESCE("remark", ''), '家长批改') > 0
          OR STRPOS(COALESCE("remark", ''), '家长检查') > 0
          OR STRPOS(COALESCE("remark", ''), '家长签字') > 0
          OR STRPOS(COALESCE("remark", ''), '家长签名') > 0
          OR STRPOS(COALESCE("remark", ''), '家长听写') > 0
          OR STRPOS(COALESCE("remark", ''), '家长完成') > 0
          OR STRPOS(COALESCE("remark", ''), '家长出题') > 0
          OR STRPOS(COALESCE("remark", ''), '请家长改') > 0
        )
      )
    )) AS a0_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        (
          STRPOS(COALESCE("content", ''), '家长批改') > 0
          OR STRPOS(COALESCE("content", ''), '家长检查') > 0
          OR STRPOS(COALESCE("content", ''), '家长签字') > 0
          OR STRPOS(COALESCE("content", ''), '家长签名') > 0
          OR STRPOS(COALESCE("content", ''), '家长听写') > 0
          OR STRPOS(COALESCE("content", ''), '家长完成') > 0
          OR STRPOS(COALESCE("content", ''), '家长出题') > 0
          OR STRPOS(COALESCE("content", ''), '请家长改') > 0
        )
        OR (
          STRPOS(COALESCE("remark", ''), '家长批改') > 0
          OR STRPOS(COALESCE("remark", ''), '家长检查') > 0
          OR STRPOS(COALESCE("remark", ''), '家长签字') > 0
          OR STRPOS(COALESCE("remark", ''), '家长签名') > 0
          OR STRPOS(COALESCE("remark", ''), '家长听写') > 0
          OR STRPOS(COALESCE("remark", ''), '家长完成') > 0
          OR STRPOS(COALESCE("remark", ''), '家长出题') > 0
          OR STRPOS(COALESCE("remark", ''), '请家长改') > 0
        )
      )
    )) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_no",
  _period;

-- student/homework/not-for-parents: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."class_no",
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
      m."organisation" IS NULL OR m."grade" IS NULL OR m."class_no" IS NULL
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
    ON m."organisation" IS NOT DISTINCT FROM s.organisation
    AND m."grade" IS NOT DISTINCT FROM s."grade"
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
