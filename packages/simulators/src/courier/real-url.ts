/** Where an origin really listens, such as `{ "https://app.example": "http://127.0.0.1:4000" }`. */
export type OriginProxy = Readonly<Record<string, string>>;

/** Where a URL really leads. */
export function realUrl(url: string, proxy: OriginProxy | undefined): string {
  const { origin } = new URL(url);
  const real = proxy?.[origin];
  return real === undefined ? url : real.replace(/\/$/, "") + url.slice(origin.length);
}
