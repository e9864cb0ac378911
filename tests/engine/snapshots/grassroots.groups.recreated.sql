-- grassroots/groups/recreated: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."sponsor" AS "sponsor",
    t."theme" AS "theme",
    t."closed_on" AS "closed_on",
    t."created_on" AS "created_on",
    0 AS _calendar,
    COALESCE(t."term", '2026-2027-1') AS _period
  FROM "work_groups" AS t
), da0 AS (
  SELECT
    "organisation",
    "sponsor",
    "theme",
    _calendar,
    _period,
    "created_on" AS jf_start,
    CAST(COALESCE("closed_on", '2026-10-20') AS DATE) AS jf_end
  FROM base
  WHERE
    NOT "created_on" IS NULL
), ea0 AS (
  SELECT
    *,
    (
      CAST(jf_start AS DATE) - CAST('2000-01-01' AS DATE)
    ) - MAX(COALESCE((
      CAST(jf_end AS DATE) - CAST('2000-01-01' AS DATE)
    ), 1000000000000)) OVER (
      PARTITION BY "organisation", "sponsor", "theme", _calendar, _period
      ORDER BY jf_start, jf_end
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS pause
  FROM da0
), ga0 AS (
  SELECT
    "organisation",
    "sponsor",
    "theme",
    _calendar,
    _period,
    COUNT(CASE WHEN pause BETWEEN 0 AND 30 THEN 1 END) AS ga0_n
  FROM ea0
  GROUP BY
    "organisation",
    "sponsor",
    "theme",
    _calendar,
    _period
), joined AS (
  SELECT
    base.*,
    ga0.ga0_n
  FROM base
  LEFT JOIN ga0
    ON base."organisation" IS NOT DISTINCT FROM ga0."organisation"
    AND base."sponsor" IS NOT DISTINCT FROM ga0."sponsor"
    AND base."theme" IS NOT DISTINCT FROM ga0."theme"
    AND base._calendar IS NOT DISTINCT FROM ga0._calendar
    AND base._period IS NOT DISTINCT FROM ga0._period
)
SELECT
  "organisation",
  "sponsor",
  "theme",
  0 AS _calendar,
  _period,
  COALESCE(MAX(ga0_n), 0) AS a0_lo,
  CASE
    WHEN COUNT(*) - COUNT(*) FILTER(WHERE
      NOT "created_on" IS NULL) = 0
    OR COUNT(*) - 1 < COALESCE(MAX(ga0_n), 0)
    THEN COALESCE(MAX(ga0_n), 0)
    ELSE COUNT(*) - 1
  END AS a0_hi
FROM joined
GROUP BY
  "organisation",
  "sponsor",
  "theme",
  _period;

-- grassroots/groups/recreated: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."sponsor",
    m."theme",
    m._period,
    m._calendar,
    d.first AS first,
    d.last AS last,
    a0_lo AS lo,
    a0_hi AS hi,
    TRUE AS closed,
    (
      m."organisation" IS NULL OR m."sponsor" IS NULL OR m."theme" IS NULL
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
