/** What figures of the screens about messages mean, in Swedish (see definitions.ts). */
export const MESSAGE_DEFINITIONS: Readonly<Record<string, string>> = {};
