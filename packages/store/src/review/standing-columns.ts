/** The columns of a standing that figures are kept in. */
export const FIGURE_COLUMNS = [
  ...[
    "value",
    "purchases",
    "first_purchase",
    "last_purchase",
    "recent",
    "earlier",
    "agreement_since",
  ],
  ...["agreements", "cancelled_on", "withdrawn_on", "qualified", "points", "churn", "leaning"],
] as const;

/** The columns that a review decides on. */
export const DECIDED_COLUMNS = [
  ...["plan_version", "qualifying", "flow", "flow_since", "band", "tier_since", "tier_until"],
  ...["grace_until", "tier_reason", "next_tier", "remaining", "to_keep", "phase_since", "risk"],
] as const;

/** A tier that a person set. */
export const OVERRIDE_COLUMNS = ["override_tier", "override_until"] as const;

/** Everything of a standing that a decision can ask about. */
export const STANDING_COLUMNS: readonly string[] = [
  "as_of",
  ...FIGURE_COLUMNS,
  ...DECIDED_COLUMNS,
  ...OVERRIDE_COLUMNS,
];
