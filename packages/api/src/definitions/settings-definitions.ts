/** What figures of the settings screens mean, in Swedish (see definitions.ts). */
export const SETTINGS_DEFINITIONS: Readonly<Record<string, string>> = {
  "CallPacing.today.given": "Av dagens samtal: de som har fått sin tur, ringda eller inte.",
  "CallPacing.waiting": "Samtal som program har bett om och som väntar på sin tur.",
};
