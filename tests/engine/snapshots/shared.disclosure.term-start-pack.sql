-- shared/disclosure/term-start-pack: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."kind" AS "kind",
    (
      t."kind" = 'school'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    t."term" AS _period
  FROM "organisations" AS t
  WHERE
    NOT (
      t."kind" = 'school'
    ) IS FALSE
)
SELECT
  "organisation",
  0 AS _calendar,
  _period
FROM base
GROUP BY
  "organisation",
  _period;

-- shared/disclosure/term-start-pack: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."kind" AS "kind",
    t."published_on" AS "published_on",
    0 AS _calendar,
    COALESCE(t."term", c."term") AS _period
  FROM "disclosures" AS t
  LEFT JOIN jf_calendar AS c
    ON c.day = t."due_on" AND c.calendar = 0
  WHERE
    (
      t."due_on" <= '2026-10-20' OR t."due_on" IS NULL
    )
)
SELECT
  "organisation",
  0 AS _calendar,
  _period,
  CASE
    WHEN COUNT(DISTINCT "kind") FILTER(WHERE
      (
        (
          NOT "published_on" IS NULL
          AND "kind" IN (
            'course_plan',
            'teachers',
            'timetable',
            'school_day',
            'homework_control',
            'activities',
            'contact'
          )
        )
      )) > 0
    THEN COUNT(DISTINCT "kind") FILTER(WHERE
      (
        (
          NOT "published_on" IS NULL
          AND "kind" IN (
            'course_plan',
            'teachers',
            'timetable',
            'school_day',
            'homework_control',
            'activities',
            'contact'
          )
        )
      ))
    ELSE CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            NOT "published_on" IS NULL
            AND "kind" IN (
              'course_plan',
              'teachers',
              'timetable',
              'school_day',
              'homework_control',
              'activities',
              'contact'
            )
          )
        )) > 0
      THEN 1
      ELSE 0
    END
  END AS a0_lo,
  COUNT(DISTINCT "kind") FILTER(WHERE
    (
      (
        NOT (
          (
            NOT "published_on" IS NULL
            AND "kind" IN (
              'course_plan',
              'teachers',
              'timetable',
              'school_day',
              'homework_control',
              'activities',
              'contact'
            )
          )
        ) IS FALSE
      )
    )) + COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            NOT "published_on" IS NULL
            AND "kind" IN (
              'course_plan',
              'teachers',
              'timetable',
              'school_day',
              'homework_control',
              'activities',
              'contact'
            )
          )
        ) IS FALSE
      )
    )
    AND "kind" IS NULL) AS a0_hi
FROM base
GROUP BY
  "organisation",
  _period;

-- shared/disclosure/term-start-pack: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    (
      d.due < CAST('2026-10-20' AS DATE)
    ) AS closed,
    (
      m."organisation" IS NULL
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
