-- student/timetable/subjects-dropped: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."change" AS "change",
    t."period_no" AS "period_no",
    t."period_no_max" AS "period_no_max",
    t."slot" AS "slot",
    t."subject" AS "subject",
    t."weekday" AS "weekday",
    0 AS _calendar,
    COALESCE(t."term", c."term") AS _period
  FROM "lesson_log" AS t
  LEFT JOIN jf_calendar AS c
    ON c.day = t."taught_on" AND c.calendar = 0
  WHERE
    (
      t."taught_on" <= '2026-10-20' OR t."taught_on" IS NULL
    )
)
SELECT
  "organisation",
  "grade",
  "class_no",
  0 AS _calendar,
  _period,
  CASE
    WHEN COUNT(DISTINCT "subject") FILTER(WHERE
      (
        (
          "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
        )
      )) > 0
    THEN COUNT(DISTINCT "subject") FILTER(WHERE
      (
        (
          "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
        )
      ))
    ELSE CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
        )) > 0
      THEN 1
      ELSE 0
    END
  END AS a0_lo,
  COUNT(DISTINCT "subject") FILTER(WHERE
    (
      (
        NOT (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
        ) IS FALSE
      )
    )) + COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
        ) IS FALSE
      )
    )
    AND "subject" IS NULL) AS a0_hi,
  CASE
    WHEN COUNT(DISTINCT "period_no") FILTER(WHERE
      (
        (
          "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
        )
      )) > 0
    THEN COUNT(DISTINCT "period_no") FILTER(WHERE
      (
        (
          "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
        )
      ))
    ELSE CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
        )) > 0
      THEN 1
      ELSE 0
    END
  END AS a1_lo,
  COUNT(DISTINCT "period_no") FILTER(WHERE
    (
      (
        NOT (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
        ) IS FALSE
      )
    )) + COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
        ) IS FALSE
      )
    )
    AND "period_no" IS NULL) AS a1_hi,
  CASE
    WHEN COUNT(DISTINCT "weekday") FILTER(WHERE
      (
        (
          "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
        )
        AND (
          "weekday" <= 5
        )
      )) > 0
    THEN COUNT(DISTINCT "weekday") FILTER(WHERE
      (
        (
          "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
        )
        AND (
          "weekday" <= 5
        )
      ))
    ELSE CASE
      WHEN COUNT(*) FILTER(WHERE
        (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
          AND (
            "weekday" <= 5
          )
        )) > 0
      THEN 1
      ELSE 0
    END
  END AS a2_lo,
  COUNT(DISTINCT "weekday") FILTER(WHERE
    (
      (
        NOT (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
          AND (
            "weekday" <= 5
          )
        ) IS FALSE
      )
    )) + COUNT(*) FILTER(WHERE
    (
      (
        NOT (
          (
            "slot" = 'lesson' AND COALESCE("change", 'none') <> 'cancelled'
          )
          AND (
            "weekday" <= 5
          )
        ) IS FALSE
      )
    )
    AND "weekday" IS NULL) AS a2_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_no",
  _period;

-- student/timetable/subjects-dropped: measured (duckdb)
WITH base AS (
  SELECT
    t."organisation" AS "organisation",
    t."grade" AS "grade",
    t."class_no" AS "class_no",
    t."parity" AS "parity",
    t."period_no" AS "period_no",
    t."period_no_max" AS "period_no_max",
    t."slot" AS "slot",
    t."subject" AS "subject",
    (
      t."slot" = 'lesson' AND t."parity" = 'all'
    ) IS TRUE AS _exists,
    0 AS _calendar,
    CAST(NULL AS TEXT) AS _period
  FROM "timetable" AS t
  WHERE
    NOT (
      t."slot" = 'lesson' AND t."parity" = 'all'
    ) IS FALSE
)
SELECT
  "organisation",
  "grade",
  "class_no",
  0 AS _calendar,
  _period,
  CASE
    WHEN COUNT(DISTINCT "subject") FILTER(WHERE
      (
        _exists
      )) > 0
    THEN COUNT(DISTINCT "subject") FILTER(WHERE
      (
        _exists
      ))
    ELSE CASE WHEN COUNT(*) FILTER(WHERE
      (
        _exists
      )) > 0 THEN 1 ELSE 0 END
  END AS a0_lo,
  COUNT(DISTINCT "subject") + COUNT(*) FILTER(WHERE
    "subject" IS NULL) AS a0_hi,
  CASE
    WHEN COUNT(DISTINCT "period_no") FILTER(WHERE
      (
        _exists
      )) > 0
    THEN COUNT(DISTINCT "period_no") FILTER(WHERE
      (
        _exists
      ))
    ELSE CASE WHEN COUNT(*) FILTER(WHERE
      (
        _exists
      )) > 0 THEN 1 ELSE 0 END
  END AS a1_lo,
  COUNT(DISTINCT "period_no") + COUNT(*) FILTER(WHERE
    "period_no" IS NULL) AS a1_hi,
  COUNT(*) FILTER(WHERE
    (
      _exists
    )) AS a2_lo,
  COUNT(*) AS a2_hi
FROM base
GROUP BY
  "organisation",
  "grade",
  "class_no",
  _period;

-- student/timetable/subjects-dropped: judged (duckdb)
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
        WHEN a5_hi IS NULL
        OR a5_hi = 0
        OR (
          CASE
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) IS NULL
            OR (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) = 0
            OR (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) > 0
                THEN 0
                ELSE (
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
              END
            ) IS NULL
            THEN NULL
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 > 0
                THEN 0
                ELSE 1
              END
            ) > 0
            THEN (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) > 0
                THEN 0
                ELSE (
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
              END
            )
            ELSE -1000000000000
          END
        ) IS NULL
        THEN NULL
        WHEN a5_lo > 0
        THEN (
          CASE
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) IS NULL
            OR (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) = 0
            OR (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) > 0
                THEN 0
                ELSE (
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
              END
            ) IS NULL
            THEN NULL
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 > 0
                THEN 0
                ELSE 1
              END
            ) > 0
            THEN (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) > 0
                THEN 0
                ELSE (
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
              END
            )
            ELSE -1000000000000
          END
        )
        ELSE -1000000000000
      END
    ) AS lo,
    (
      CASE
        WHEN a5_hi IS NULL
        OR a5_hi = 0
        OR (
          CASE
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) IS NULL
            OR (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) = 0
            OR (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) < 0
                THEN 0
                ELSE (
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
              END
            ) IS NULL
            THEN NULL
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 > 0
                THEN 0
                ELSE 1
              END
            ) > 0
            THEN (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) < 0
                THEN 0
                ELSE (
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
              END
            )
            ELSE 1000000000000
          END
        ) IS NULL
        THEN NULL
        WHEN a5_lo > 0
        THEN (
          CASE
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) IS NULL
            OR (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 < 0
                THEN 0
                ELSE 1
              END
            ) = 0
            OR (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) < 0
                THEN 0
                ELSE (
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
              END
            ) IS NULL
            THEN NULL
            WHEN (
              CASE
                WHEN (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) IS NULL
                OR (
                  CASE WHEN 5 >= 1000000000000 THEN 1000000000000 ELSE 5 - a4_lo END
                ) = 0
                OR 1 IS NULL
                THEN 1
                WHEN (
                  CASE WHEN a4_hi >= 1000000000000 THEN -1000000000000 ELSE 5 - a4_hi END
                ) > 0
                OR 1 > 0
                THEN 0
                ELSE 1
              END
            ) > 0
            THEN (
              CASE
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) IS NULL
                OR (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN 1000000000000
                    ELSE (
                      CASE WHEN a2_hi >= 1000000000000 THEN 1000000000000 ELSE a2_hi - a3_lo END
                    )
                  END
                ) = 0
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
                WHEN (
                  CASE
                    WHEN (
                      a2_lo IS NULL
                    ) <> (
                      a3_lo IS NULL
                    )
                    THEN -1000000000000
                    ELSE (
                      CASE WHEN a3_hi >= 1000000000000 THEN -1000000000000 ELSE a2_lo - a3_hi END
                    )
                  END
                ) > 0
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
                ) < 0
                THEN 0
                ELSE (
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
              END
            )
            ELSE 1000000000000
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
