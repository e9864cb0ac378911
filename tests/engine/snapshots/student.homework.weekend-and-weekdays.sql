-- student/homework/weekend-and-weekdays: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."done_on" AS "done_on",
    t."layer" AS "layer",
    t."minutes" AS "minutes",
    t."minutes_max" AS "minutes_max",
    t."none_today" AS "none_today",
    t."required" AS "required",
    jd.rest_day AS "_rest_day",
    0 AS _calendar,
    c."week" AS _period
  FROM "homework" AS t
  LEFT JOIN jf_calendar AS jd
    ON jd.day = t."done_on" AND jd.calendar = 0
  LEFT JOIN jf_calendar AS c
    ON c.day = t."done_on" AND c.calendar = 0
  WHERE
    (
      t."done_on" <= '2026-10-20' OR t."done_on" IS NULL
    )
), sa0 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    "done_on",
    COALESCE(
      SUM("minutes") FILTER(WHERE
        (
          (
            "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
          )
          AND (
            "_rest_day" AND "layer" IS NULL
          )
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
              AND (
                "_rest_day" AND "layer" IS NULL
              )
            ) IS FALSE
          )
        )),
      0
    ) AS hi
  FROM base
  WHERE
    NOT "done_on" IS NULL
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    "done_on"
), la0 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    MAX(lo) AS lo,
    MAX(hi) AS hi
  FROM sa0
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period
), ga0 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    SUM(lo) AS ga0_lo,
    SUM(hi) AS ga0_hi
  FROM la0
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period
), sa1 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    "done_on",
    COALESCE(
      SUM("minutes") FILTER(WHERE
        (
          (
            "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
          )
          AND (
            NOT "_rest_day"
          )
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
              AND (
                NOT "_rest_day"
              )
            ) IS FALSE
          )
        )),
      0
    ) AS hi
  FROM base
  WHERE
    NOT "done_on" IS NULL
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    "done_on"
), la1 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    MAX(lo) AS lo,
    MAX(hi) AS hi
  FROM sa1
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period
), ga1 AS (
  SELECT
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period,
    SUM(lo) AS ga1_lo,
    SUM(hi) AS ga1_hi
  FROM la1
  GROUP BY
    "organisation",
    "grade",
    "class_no",
    _calendar,
    _period
), joined AS (
  SELECT
    base.*,
    ga0.ga0_lo,
    ga0.ga0_hi,
    ga1.ga1_lo,
    ga1.ga1_hi
  FROM base
  LEFT JOIN ga0
    ON base."organisation" IS NOT DISTINCT FROM ga0."organisation"
    AND base."grade" IS NOT DISTINCT FROM ga0."grade"
    AND base."class_no" IS NOT DISTINCT FROM ga0."class_no"
    AND base._calendar IS NOT DISTINCT FROM ga0._calendar
    AND base._period IS NOT DISTINCT FROM ga0._period
  LEFT JOIN ga1
    ON base."organisation" IS NOT DISTINCT FROM ga1."organisation"
    AND base."grade" IS NOT DISTINCT FROM ga1."grade"
    AND base."class_no" IS NOT DISTINCT FROM ga1."class_no"
    AND base._calendar IS NOT DISTINCT FROM ga1._calendar
    AND base._period IS NOT DISTINCT FROM ga1._period
)
SELECT
  "organisation",
  "grade",
  "class_no",
  0 AS _calendar,
  _period,
  COALESCE(
    SUM("minutes") FILTER(WHERE
      (
        (
          "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
        )
        AND (
          "_rest_day" AND "layer" IS NULL
        )
      )
      AND "done_on" IS NULL),
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
            AND (
              "_rest_day" AND "layer" IS NULL
            )
          ) IS FALSE
        )
      )
      AND "done_on" IS NULL),
    0
  ) + COALESCE(MAX(ga0_hi), 0) AS a0_hi,
  COALESCE(
    SUM("minutes") FILTER(WHERE
      (
        (
          "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
        )
        AND (
          NOT "_rest_day"
        )
      )
      AND "done_on" IS NULL),
    0
  ) + COALESCE(MAX(ga1_lo), 0) AS a1_lo,
  COALESCE(
    SUM(COALESCE("minutes_max", "minutes", 1000000000000)) FILTER(WHERE
      (
        (
          NOT (
            (
              "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
            )
            AND (
              NOT "_rest_day"
            )
          ) IS FALSE
        )
      )
      AND "done_on" IS NULL),
    0
  ) + COALESCE(MAX(ga1_hi), 0) AS a1_hi,
  COUNT(*) FILTER(WHERE
    (
      (
        "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
      )
      AND (
        NOT "_rest_day"
      )
    )) AS a2_lo,
  COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "required" = 'required' AND COALESCE("none_today", FALSE) = FALSE
          )
          AND (
            NOT "_rest_day"
          )
        ) IS FALSE
      )
    )) AS a2_hi
FROM joined
GROUP BY
  "organisation",
  "grade",
  "class_no",
  _period;

-- student/homework/weekend-and-weekdays: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."grade",
    m."class_no",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    (
      CASE
        WHEN a2_hi IS NULL
        OR a2_hi = 0
        OR (
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
        ) IS NULL
        THEN NULL
        WHEN a2_lo > 0
        THEN (
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
        )
        ELSE -1000000000000
      END
    ) AS lo,
    (
      CASE
        WHEN a2_hi IS NULL
        OR a2_hi = 0
        OR (
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
        ) IS NULL
        THEN NULL
        WHEN a2_lo > 0
        THEN (
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
        )
        ELSE 1000000000000
      END
    ) AS hi,
    (
      d.last <= CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."organisation" IS NULL OR m."grade" IS NULL OR m."class_no" IS NULL
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
