/** What figures of the settings screens mean, in Swedish (see definitions.ts). */
export const SETTINGS_DEFINITIONS: Readonly<Record<string, string>> = {};
