/** The languages that every text of ours exists in. */
export type Language = "sv" | "en";

/** The language to speak with a HubSpot user: Swedish with those who have it, English with all others. */
export function languageOf(user: {
  readonly language?: string | undefined;
  readonly locale?: string | undefined;
}): Language {
  const chosen = user.language ?? user.locale ?? "en";
  return chosen.toLowerCase().startsWith("sv") ? "sv" : "en";
}
