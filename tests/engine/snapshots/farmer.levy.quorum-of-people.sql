-- farmer/levy/quorum-of-people: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."project" AS "project",
    t."met_on" AS "met_on",
    t."counted_by" AS "counted_by",
    t."due" AS "due",
    t."due_max" AS "due_max",
    t."household_turnout" AS "household_turnout",
    t."meeting" AS "meeting",
    t."present" AS "present",
    t."present_max" AS "present_max",
    t."result" AS "result",
    t.rowid AS _id,
    (
      t."result" = 'passed' AND t."meeting" = 'villagers' AND t."counted_by" = 'person'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    t."met_on" AS _period,
    t."met_on" AS _first
  FROM "levy_votes" AS t
  WHERE
    (
      t."met_on" <= '2026-10-20' OR t."met_on" IS NULL
    )
    AND NOT (
      t."result" = 'passed' AND t."meeting" = 'villagers' AND t."counted_by" = 'person'
    ) IS FALSE
)
SELECT
  "organisation",
  "project",
  "met_on",
  "household_turnout",
  0 AS _calendar,
  _period,
  _id,
  _first,
  COALESCE(SUM("present") FILTER(WHERE
    (
      _exists
    )), 0) AS a0_lo,
  COALESCE(SUM(COALESCE("present_max", "present", 1000000000000)), 0) AS a0_hi,
  COALESCE(SUM("due") FILTER(WHERE
    (
      _exists
    )), 0) AS a1_lo,
  COALESCE(SUM(COALESCE("due_max", "due", 1000000000000)), 0) AS a1_hi
FROM base
GROUP BY
  "organisation",
  "project",
  "met_on",
  "household_turnout",
  _period,
  _id,
  _first;

-- farmer/levy/quorum-of-people: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."project",
    m."met_on",
    m."household_turnout",
    m._id,
    m._period,
    m._calendar,
    m._first AS first,
    m._first AS last,
    (
      CASE
        WHEN (
          a0_lo IS NULL
        ) <> (
          (
            CASE
              WHEN (
                a1_lo IS NULL
              ) <> (
                a0_lo IS NULL
              )
              THEN -1000000000000
              ELSE (
                CASE WHEN a0_hi >= 1000000000000 THEN -1000000000000 ELSE a1_lo - a0_hi END
              )
            END
          ) IS NULL
        )
        THEN -1000000000000
        ELSE (
          CASE
            WHEN (
              CASE
                WHEN (
                  a1_lo IS NULL
                ) <> (
                  a0_lo IS NULL
                )
                THEN 1000000000000
                ELSE (
                  CASE WHEN a1_hi >= 1000000000000 THEN 1000000000000 ELSE a1_hi - a0_lo END
                )
              END
            ) >= 1000000000000
            THEN -1000000000000
            ELSE a0_lo - (
              CASE
                WHEN (
                  a1_lo IS NULL
                ) <> (
                  a0_lo IS NULL
                )
                THEN 1000000000000
                ELSE (
                  CASE WHEN a1_hi >= 1000000000000 THEN 1000000000000 ELSE a1_hi - a0_lo END
                )
              END
            )
          END
        )
      END
    ) AS lo,
    (
      CASE
        WHEN (
          a0_lo IS NULL
        ) <> (
          (
            CASE
              WHEN (
                a1_lo IS NULL
              ) <> (
                a0_lo IS NULL
              )
              THEN -1000000000000
              ELSE (
                CASE WHEN a0_hi >= 1000000000000 THEN -1000000000000 ELSE a1_lo - a0_hi END
              )
            END
          ) IS NULL
        )
        THEN 1000000000000
        ELSE (
          CASE
            WHEN a0_hi >= 1000000000000
            THEN 1000000000000
            ELSE a0_hi - (
              CASE
                WHEN (
                  a1_lo IS NULL
                ) <> (
                  a0_lo IS NULL
                )
                THEN -1000000000000
                ELSE (
                  CASE WHEN a0_hi >= 1000000000000 THEN -1000000000000 ELSE a1_lo - a0_hi END
                )
              END
            )
          END
        )
      END
    ) AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL
    ) AS lost,
    (
      m._first IS NULL
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
    AND m."household_turnout" IS NOT DISTINCT FROM s."household_turnout"
    AND COALESCE(m._first, CAST('2026-10-20' AS DATE)) BETWEEN s.since AND s.until
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
