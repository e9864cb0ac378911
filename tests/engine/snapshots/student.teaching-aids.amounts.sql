-- student/teaching-aids/amounts: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_name" AS "class_name",
    t."subject" AS "subject",
    t."title" AS "title",
    t."amount" AS "amount",
    t."amount_max" AS "amount_max",
    t."copies" AS "copies",
    t."copies_max" AS "copies_max",
    t."unit_price" AS "unit_price",
    t."unit_price_max" AS "unit_price_max",
    t.rowid AS _id,
    0 AS _calendar,
    COALESCE(t."term", '2026-2027-1') AS _period
  FROM "teaching_aids" AS t
)
SELECT
  "organisation",
  "grade",
  "class_name",
  "subject",
  "title",
  0 AS _calendar,
  _period,
  _id,
  COALESCE(SUM((
    CAST("unit_price" AS INT128) * "copies"
  )), 0) AS a0_lo,
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE("unit_price_max", "unit_price", 1000000000000) = 0
        OR COALESCE("copies_max", "copies", 1000000000000) = 0
        THEN 0
        WHEN COALESCE("unit_price_max", "unit_price", 1000000000000) >= 1000000000000
        OR COALESCE("copies_max", "copies", 1000000000000) >= 1000000000000
        THEN 1000000000000
        ELSE (
          CAST(COALESCE("unit_price_max", "unit_price", 1000000000000) AS INT128) * COALESCE("copies_max", "copies", 1000000000000)
        )
      END
    ),
    0
  ) AS a0_hi,
  COALESCE(SUM("amount"), 0) AS a1_lo,
  COALESCE(SUM(COALESCE("amount_max", "amount", 1000000000000)), 0) AS a1_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_name",
  "subject",
  "title",
  _period,
  _id;

-- student/teaching-aids/amounts: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."class_name",
    m."subject",
    m."title",
    m._id,
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
