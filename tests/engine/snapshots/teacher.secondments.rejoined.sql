-- teacher/secondments/rejoined: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."person" AS "person",
    t."category" AS "category",
    t."end" AS "end",
    t."start" AS "start",
    (
      t."category" = 'teacher'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    CAST(NULL AS TEXT) AS _period
  FROM "secondments" AS t
  WHERE
    (
      t."start" <= '2026-10-20' OR t."start" IS NULL
    )
    AND NOT (
      t."category" = 'teacher'
    ) IS FALSE
), da0 AS (
  SELECT
    "organisation",
    "person",
    _calendar,
    _period,
    "start" AS jf_start,
    CAST(COALESCE("end", '2026-10-20') AS DATE) AS jf_end
  FROM base
  WHERE
    (
      (
        "start" >= '2025-10-14'
      )
    )
    AND (
      _exists
    )
    AND NOT "start" IS NULL
    AND NOT CAST(COALESCE("end", '2026-10-20') AS DATE) IS NULL
), ea0 AS (
  SELECT
    *,
    (
      CAST(jf_start AS DATE) - CAST('2000-01-01' AS DATE)
    ) - MAX((
      CAST(jf_end AS DATE) - CAST('2000-01-01' AS DATE)
    )) OVER (
      PARTITION BY "organisation", "person", _calendar, _period
      ORDER BY jf_start, jf_end
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS pause
  FROM da0
), ra0 AS (
  SELECT
    *,
    SUM(CASE WHEN pause <= 30 THEN 0 ELSE 1 END) OVER (
      PARTITION BY "organisation", "person", _calendar, _period
      ORDER BY jf_start, jf_end
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS run
  FROM ea0
), sa0 AS (
  SELECT
    "organisation",
    "person",
    _calendar,
    _period,
    run,
    (
      CASE
        WHEN (
          (
            CAST(EXTRACT(YEAR FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) - CAST(EXTRACT(YEAR FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
          ) * 12 + CAST(EXTRACT(MONTH FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) - CAST(EXTRACT(MONTH FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT) - CASE
            WHEN CAST(EXTRACT(DAY FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) < CAST(EXTRACT(DAY FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
            THEN 1
            ELSE 0
          END
        ) < 0
        THEN 0
        ELSE (
          (
            CAST(EXTRACT(YEAR FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) - CAST(EXTRACT(YEAR FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
          ) * 12 + CAST(EXTRACT(MONTH FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) - CAST(EXTRACT(MONTH FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT) - CASE
            WHEN CAST(EXTRACT(DAY FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) < CAST(EXTRACT(DAY FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
            THEN 1
            ELSE 0
          END
        ) * 31 + (
          CASE
            WHEN CAST(EXTRACT(DAY FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) >= CAST(EXTRACT(DAY FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
            THEN CAST(EXTRACT(DAY FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) - CAST(EXTRACT(DAY FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
            ELSE CAST(EXTRACT(DAY FROM CAST(MAX(jf_end) AS DATE)) AS BIGINT) + 31 - CAST(EXTRACT(DAY FROM CAST(MIN(jf_start) AS DATE)) AS BIGINT)
          END
        )
      END
    ) AS length
  FROM ra0
  GROUP BY
    "organisation",
    "person",
    _calendar,
    _period,
    run
), ga0 AS (
  SELECT
    "organisation",
    "person",
    _calendar,
    _period,
    MAX(length) AS ga0_length
  FROM sa0
  GROUP BY
    "organisation",
    "person",
    _calendar,
    _period
), da1 AS (
  SELECT
    "organisation",
    "person",
    _calendar,
    _period,
    "start" AS jf_start,
    CAST(COALESCE("end", '2026-10-20') AS DATE) AS jf_end
  FROM base
  WHERE
    (
      (
        "start" >= '2025-10-14'
      )
    ) AND (
      _exists
    ) AND NOT "start" IS NULL
), ea1 AS (
  SELECT
    *,
    (
      CAST(jf_start AS DATE) - CAST('2000-01-01' AS DATE)
    ) - MAX(COALESCE((
      CAST(jf_end AS DATE) - CAST('2000-01-01' AS DATE)
    ), 1000000000000)) OVER (
      PARTITION BY "organisation", "person", _calendar, _period
      ORDER BY jf_start, jf_end
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS pause
  FROM da1
), ga1 AS (
  SELECT
    "organisation",
    "person",
    _calendar,
    _period,
    COUNT(CASE WHEN pause BETWEEN 0 AND 30 THEN 1 END) AS ga1_n
  FROM ea1
  GROUP BY
    "organisation",
    "person",
    _calendar,
    _period
), joined AS (
  SELECT
    base.*,
    ga0.ga0_length,
    ga1.ga1_n
  FROM base
  LEFT JOIN ga0
    ON base."organisation" IS NOT DISTINCT FROM ga0."organisation"
    AND base."person" IS NOT DISTINCT FROM ga0."person"
    AND base._calendar IS NOT DISTINCT FROM ga0._calendar
    AND base._period IS NOT DISTINCT FROM ga0._period
  LEFT JOIN ga1
    ON base."organisation" IS NOT DISTINCT FROM ga1."organisation"
    AND base."person" IS NOT DISTINCT FROM ga1."person"
    AND base._calendar IS NOT DISTINCT FROM ga1._calendar
    AND base._period IS NOT DISTINCT FROM ga1._period
)
SELECT
  "organisation",
  "person",
  0 AS _calendar,
  _period,
  CASE
    WHEN COUNT(*) FILTER(WHERE
      (
        (
          NOT (
            (
              "start" >= '2025-10-14'
            )
          ) IS FALSE
        )
      )) > 0
    THEN COALESCE(MAX(ga0_length), 0)
  END AS a0_lo,
  CASE
    WHEN COUNT(*) FILTER(WHERE
      (
        (
          NOT (
            (
              "start" >= '2025-10-14'
            )
          ) IS FALSE
        )
      )) > 0
    THEN CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            NOT (
              (
                "start" >= '2025-10-14'
              )
            ) IS FALSE
          )
        )) - COUNT(*) FILTER(WHERE
        (
          (
            "start" >= '2025-10-14'
          )
        )
        AND (
          _exists
        )
        AND NOT "start" IS NULL
        AND NOT CAST(COALESCE("end", '2026-10-20') AS DATE) IS NULL) = 0
      THEN MAX(ga0_length)
      ELSE 1000000000000
    END
  END AS a0_hi,
  COALESCE(MAX(ga1_n), 0) AS a1_lo,
  CASE
    WHEN COUNT(*) FILTER(WHERE
      (
        (
          NOT (
            (
              "start" >= '2025-10-14'
            )
          ) IS FALSE
        )
      )) - COUNT(*) FILTER(WHERE
      (
        (
          "start" >= '2025-10-14'
        )
      ) AND (
        _exists
      ) AND NOT "start" IS NULL) = 0
    OR COUNT(*) FILTER(WHERE
      (
        (
          NOT (
            (
              "start" >= '2025-10-14'
            )
          ) IS FALSE
        )
      )) - 1 < COALESCE(MAX(ga1_n), 0)
    THEN COALESCE(MAX(ga1_n), 0)
    ELSE COUNT(*) FILTER(WHERE
      (
        (
          NOT (
            (
              "start" >= '2025-10-14'
            )
          ) IS FALSE
        )
      )) - 1
  END AS a1_hi
FROM joined
GROUP BY
  "organisation",
  "person",
  _period;

-- teacher/secondments/rejoined: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."person",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    (
      CASE
        WHEN a1_hi IS NULL OR a1_hi = 0 OR a0_lo IS NULL
        THEN NULL
        WHEN a1_lo > 0
        THEN a0_lo
        ELSE -1000000000000
      END
    ) AS lo,
    (
      CASE
        WHEN a1_hi IS NULL OR a1_hi = 0 OR a0_hi IS NULL
        THEN NULL
        WHEN a1_lo > 0
        THEN a0_hi
        ELSE 1000000000000
      END
    ) AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL OR m."person" IS NULL
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
