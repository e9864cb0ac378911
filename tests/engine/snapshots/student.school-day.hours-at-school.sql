-- student/school-day/hours-at-school: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."stage" AS "stage",
    t."season" AS "season",
    t."boarding" AS "boarding",
    t."kind" AS "kind",
    t."start" AS "start",
    (
      t."kind" IN ('arrival', 'leave') AND t."boarding" <> 'boarder'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    COALESCE(t."term", '2026-2027-1') AS _period
  FROM "school_day" AS t
  WHERE
    NOT (
      t."kind" IN ('arrival', 'leave') AND t."boarding" <> 'boarder'
    ) IS FALSE
)
SELECT
  "organisation",
  "stage",
  "season",
  0 AS _calendar,
  _period,
  CASE
    WHEN NOT MAX(COALESCE("start", 1000000000000)) FILTER(WHERE
      (
        (
          NOT (
            (
              "kind" = 'leave'
            )
          ) IS FALSE
        )
      )) IS NULL
    THEN COALESCE(
      MAX(COALESCE("start", 0)) FILTER(WHERE
        (
          (
            "kind" = 'leave'
          )
        ) AND (
          _exists
        )),
      0
    )
  END AS a0_lo,
  MAX(COALESCE("start", 1000000000000)) FILTER(WHERE
    (
      (
        NOT (
          (
            "kind" = 'leave'
          )
        ) IS FALSE
      )
    )) AS a0_hi,
  MIN(COALESCE("start", 0)) FILTER(WHERE
    (
      (
        NOT (
          (
            "kind" = 'arrival'
          )
        ) IS FALSE
      )
    )) AS a1_lo,
  CASE
    WHEN NOT MIN(COALESCE("start", 0)) FILTER(WHERE
      (
        (
          NOT (
            (
              "kind" = 'arrival'
            )
          ) IS FALSE
        )
      )) IS NULL
    THEN COALESCE(
      MIN(COALESCE("start", 1000000000000)) FILTER(WHERE
        (
          (
            "kind" = 'arrival'
          )
        ) AND (
          _exists
        )),
      1000000000000
    )
  END AS a1_hi
FROM base
GROUP BY
  "organisation",
  "stage",
  "season",
  _period;

-- student/school-day/hours-at-school: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."stage",
    m."season",
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
      m."organisation" IS NULL OR m."stage" IS NULL OR m."season" IS NULL
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
