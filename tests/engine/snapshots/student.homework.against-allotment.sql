-- student/homework/against-allotment: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."weekday" AS "weekday",
    t."subject" AS "subject",
    t."layer" AS "layer",
    t."minutes" AS "minutes",
    t."minutes_max" AS "minutes_max",
    t."none_today" AS "none_today",
    t."required" AS "required",
    (
      t."weekday" <= 5
    ) IS TRUE AS _exists,
    0 AS _calendar,
    t."done_on" AS _period
  FROM "homework" AS t
  WHERE
    (
      t."done_on" <= '2026-10-20' OR t."done_on" IS NULL
    )
    AND NOT (
      t."weekday" <= 5
    ) IS FALSE
), sa0 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    "weekday",
    "subject",
    _calendar,
    _period,
    "layer",
    COALESCE(
      SUM("minutes") FILTER(WHERE
        (
          (
            "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
          )
        )
        AND (
          _exists
        )),
      0
    ) AS lo,
    COALESCE(
      SUM(COALESCE("minutes_max", "minutes", 1000000000000)) FILTER(WHERE
        (
          (
            NOT (
              (
                "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
              )
            ) IS FALSE
          )
        )),
      0
    ) AS hi
  FROM base
  WHERE
    NOT "layer" IS NULL
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    "weekday",
    "subject",
    _calendar,
    _period,
    "layer"
), la0 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    "weekday",
    "subject",
    _calendar,
    _period,
    MAX(lo) AS lo,
    MAX(hi) AS hi
  FROM sa0
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    "weekday",
    "subject",
    _calendar,
    _period
), ga0 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    "weekday",
    "subject",
    _calendar,
    _period,
    SUM(lo) AS ga0_lo,
    SUM(hi) AS ga0_hi
  FROM la0
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    "weekday",
    "subject",
    _calendar,
    _period
), joined AS (
  SELECT
    base.*,
    ga0.ga0_lo,
    ga0.ga0_hi
  FROM base
  LEFT JOIN ga0
    ON base."organisation" IS NOT DISTINCT FROM ga0."organisation"
    AND base."grade" IS NOT DISTINCT FROM ga0."grade"
    AND base."class_no" IS NOT DISTINCT FROM ga0."class_no"
    AND base."weekday" IS NOT DISTINCT FROM ga0."weekday"
    AND base."subject" IS NOT DISTINCT FROM ga0."subject"
    AND base._calendar IS NOT DISTINCT FROM ga0._calendar
    AND base._period IS NOT DISTINCT FROM ga0._period
)
SELECT
  "organisation",
  "grade",
  "class_no",
  "weekday",
  "subject",
  0 AS _calendar,
  _period,
  COALESCE(
    SUM("minutes") FILTER(WHERE
      (
        (
          "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
        )
      )
      AND (
        _exists
      )
      AND "layer" IS NULL),
    0
  ) + COALESCE(MAX(ga0_lo), 0) AS a0_lo,
  COALESCE(
    SUM(COALESCE("minutes_max", "minutes", 1000000000000)) FILTER(WHERE
      (
        (
          NOT (
            (
              "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
            )
          ) IS FALSE
        )
      )
      AND "layer" IS NULL),
    0
  ) + COALESCE(MAX(ga0_hi), 0) AS a0_hi
FROM joined
GROUP BY
  "organisation",
  "grade",
  "class_no",
  "weekday",
  "subject",
  _period;

-- student/homework/against-allotment: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."weekday" AS "weekday",
    t."subject" AS "subject",
    t."minutes" AS "minutes",
    t."minutes_max" AS "minutes_max",
    0 AS _calendar,
    CAST(NULL AS TEXT) AS _period
  FROM "allotment" AS t
)
SELECT
  "organisation",
  "grade",
  "class_no",
  "weekday",
  "subject",
  0 AS _calendar,
  _period,
  COALESCE(SUM("minutes"), 0) AS a0_lo,
  COALESCE(SUM(COALESCE("minutes_max", "minutes", 1000000000000)), 0) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_no",
  "weekday",
  "subject",
  _period;

-- student/homework/against-allotment: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."class_no",
    m."weekday",
    m."subject",
    m._period,
    m._calendar,
    m._period AS first,
    m._period AS last,
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
    (
      m._period <= CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."organisation" IS NULL
      OR m."grade" IS NULL
      OR m."class_no" IS NULL
      OR m."weekday" IS NULL
      OR m."subject" IS NULL
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
