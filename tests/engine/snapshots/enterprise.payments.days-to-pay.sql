-- enterprise/payments/days-to-pay: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."contract" AS "contract",
    t."creditor" AS "creditor",
    t."delivered_on" AS "delivered_on",
    t."paid_on" AS "paid_on",
    t."payer_kind" AS "payer_kind",
    t."term_agreed" AS "term_agreed",
    t.rowid AS _id,
    0 AS _calendar,
    t."delivered_on" AS _period,
    t."delivered_on" AS _first
  FROM "payables" AS t
  WHERE
    (
      t."delivered_on" <= '2026-10-20' OR t."delivered_on" IS NULL
    )
)
SELECT
  "organisation",
  "contract",
  "creditor",
  "delivered_on",
  "payer_kind",
  "term_agreed",
  0 AS _calendar,
  _period,
  _id,
  _first,
  CASE
    WHEN NOT MAX(
      COALESCE(
        (
          CASE
            WHEN (
              CAST(COALESCE("paid_on", '2026-10-20') AS DATE) - CAST('2000-01-01' AS DATE)
            ) - (
              CAST("delivered_on" AS DATE) - CAST('2000-01-01' AS DATE)
            ) < 0
            THEN 0
            ELSE (
              CAST(COALESCE("paid_on", '2026-10-20') AS DATE) - CAST('2000-01-01' AS DATE)
            ) - (
              CAST("delivered_on" AS DATE) - CAST('2000-01-01' AS DATE)
            )
          END
        ),
        1000000000000
      )
    ) IS NULL
    THEN COALESCE(
      MAX(
        COALESCE(
          (
            CASE
              WHEN (
                CAST(COALESCE("paid_on", '2026-10-20') AS DATE) - CAST('2000-01-01' AS DATE)
              ) - (
                CAST("delivered_on" AS DATE) - CAST('2000-01-01' AS DATE)
              ) < 0
              THEN 0
              ELSE (
                CAST(COALESCE("paid_on", '2026-10-20') AS DATE) - CAST('2000-01-01' AS DATE)
              ) - (
                CAST("delivered_on" AS DATE) - CAST('2000-01-01' AS DATE)
              )
            END
          ),
          0
        )
      ),
      0
    )
  END AS a0_lo,
  MAX(
    COALESCE(
      (
        CASE
          WHEN (
            CAST(COALESCE("paid_on", '2026-10-20') AS DATE) - CAST('2000-01-01' AS DATE)
          ) - (
            CAST("delivered_on" AS DATE) - CAST('2000-01-01' AS DATE)
          ) < 0
          THEN 0
          ELSE (
            CAST(COALESCE("paid_on", '2026-10-20') AS DATE) - CAST('2000-01-01' AS DATE)
          ) - (
            CAST("delivered_on" AS DATE) - CAST('2000-01-01' AS DATE)
          )
        END
      ),
      1000000000000
    )
  ) AS a0_hi
FROM base
GROUP BY
  "organisation",
  "contract",
  "creditor",
  "delivered_on",
  "payer_kind",
  "term_agreed",
  _period,
  _id,
  _first;

-- enterprise/payments/days-to-pay: judged (duckdb)
WITH g AS (
  SELECT
    m."organisation",
    m."contract",
    m."creditor",
    m."delivered_on",
    m."payer_kind",
    m."term_agreed",
    m._id,
    m._period,
    m._calendar,
    m._first AS first,
    m._first AS last,
    a0_lo AS lo,
    a0_hi AS hi,
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
    AND m."payer_kind" IS NOT DISTINCT FROM s."payer_kind"
    AND m."term_agreed" IS NOT DISTINCT FROM s."term_agreed"
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
