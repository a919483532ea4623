/** A town, with what its addresses and fixed lines look like. */
export interface Town {
  readonly name: string;
  /** The first three digits of its postcodes. */
  readonly postcode: string;
  /** The electricity price area. */
  readonly area: "SE1" | "SE2" | "SE3" | "SE4";
}

/** Towns with the weight of their customers. */
export const TOWNS: readonly [readonly [Town, number], ...(readonly [Town, number])[]] = [
  [{ name: "Umeå", postcode: "903", area: "SE2" }, 14],
  [{ name: "Skellefteå", postcode: "931", area: "SE1" }, 10],
  [{ name: "Luleå", postcode: "972", area: "SE1" }, 9],
  [{ name: "Sundsvall", postcode: "852", area: "SE2" }, 9],
  [{ name: "Östersund", postcode: "831", area: "SE2" }, 7],
  [{ name: "Gävle", postcode: "802", area: "SE3" }, 7],
  [{ name: "Falun", postcode: "791", area: "SE3" }, 5],
  [{ name: "Uppsala", postcode: "752", area: "SE3" }, 8],
  [{ name: "Västerås", postcode: "722", area: "SE3" }, 6],
  [{ name: "Örebro", postcode: "702", area: "SE3" }, 6],
  [{ name: "Stockholm", postcode: "118", area: "SE3" }, 9],
  [{ name: "Göteborg", postcode: "413", area: "SE3" }, 6],
  [{ name: "Kiruna", postcode: "981", area: "SE1" }, 3],
  [{ name: "Växjö", postcode: "352", area: "SE4" }, 3],
  [{ name: "Malmö", postcode: "211", area: "SE4" }, 3],
];

/** Street names that exist in most Swedish towns. */
export const STREETS: readonly [string, ...string[]] = [
  "Storgatan",
  "Skolgatan",
  "Kyrkogatan",
  "Parkvägen",
  "Björkvägen",
  "Granvägen",
  "Ringvägen",
  "Industrigatan",
  "Trädgårdsgatan",
  "Södra vägen",
  "Norra vägen",
  "Ängsvägen",
  "Skogsvägen",
  "Lingonvägen",
  "Strandvägen",
  "Åkervägen",
];

/** Names of farms and villages. */
export const VILLAGES: readonly [string, ...string[]] = [
  "Norrby",
  "Söderby",
  "Åkerby",
  "Östanbäck",
  "Västerängen",
  "Högliden",
  "Björksele",
  "Granberget",
  "Sörfors",
  "Lillån",
];

/**
 * Fixed lines that nobody has: the regulator PTS keeps them for books and films. There are one hundred of
 * each, from this number on.
 */
export const FICTIONAL_FIXED_LINES: readonly [number, ...number[]] = [
  46_8_46500400, 46_31_3900600, 46_40_6280400, 46_980_319200,
];
