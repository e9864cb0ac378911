-- student/timetable/weekly-periods: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."minutes" AS "minutes",
    t."minutes_max" AS "minutes_max",
    t."periods" AS "periods",
    t."periods_max" AS "periods_max",
    t."slot" AS "slot",
    0 AS _calendar,
    COALESCE(t."term", '2026-2027-1') AS _period
  FROM "timetable" AS t
)
SELECT
  "organisation",
  "grade",
  "class_no",
  0 AS _calendar,
  _period,
  COALESCE(
    SUM("periods") FILTER(WHERE
      (
        (
          "slot" = 'lesson'
          AND (
            COALESCE(
              CASE WHEN COALESCE("minutes_max", "minutes") = "minutes" THEN "minutes" >= 45 END,
              TRUE
            )
            OR (
              CASE WHEN COALESCE("minutes_max", "minutes") = "minutes" THEN "minutes" >= 40 END
              AND "grade" <= 6
            )
          )
        )
      )),
    0
  ) AS a0_lo,
  COALESCE(
    SUM(COALESCE("periods_max", "periods", 1000000000000)) FILTER(WHERE
      (
        (
          NOT (
            (
              "slot" = 'lesson'
              AND (
                COALESCE(
                  CASE WHEN COALESCE("minutes_max", "minutes") = "minutes" THEN "minutes" >= 45 END,
                  TRUE
                )
                OR (
                  CASE WHEN COALESCE("minutes_max", "minutes") = "minutes" THEN "minutes" >= 40 END
                  AND "grade" <= 6
                )
              )
            )
          ) IS FALSE
        )
      )),
    0
  ) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_no",
  _period;

-- student/timetable/weekly-periods: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."class_no",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL OR m."grade" IS NULL OR m."class_no" IS NULL
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
