/** The id of the entry that a promised call has on somebody else's call list. */
export function promiseCommandId(tenant: number, promiseId: string): string {
  return `t${tenant}-p${promiseId}`;
}

/** The promise behind an id that `promiseCommandId` made for this tenant; nothing for any other text. */
export function parsePromiseCommandId(tenant: number, id: string): string | undefined {
  const prefix = promiseCommandId(tenant, "");
  return id.startsWith(prefix) && id.length > prefix.length ? id.slice(prefix.length) : undefined;
}
