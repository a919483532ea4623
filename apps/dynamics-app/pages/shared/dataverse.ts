/** A row as the Web API gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A refusal of the Web API, or a request that never came through (status 0). */
export class DataverseError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What is asked of a table. */
export interface Query {
  readonly select: readonly string[];
  readonly filter?: string;
  readonly orderBy?: string;
  readonly top?: number;
}

const ROOT = "/api/data/v9.2";
const HEADERS = {
  accept: "application/json",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
};

/** The first page of rows, 5,000 at most, and whether there are more. */
export async function listRows(
  set: string,
  query: Query,
): Promise<{ readonly rows: readonly Row[]; readonly isCut: boolean }> {
  const parts = [
    `$select=${query.select.join(",")}`,
    ...(query.filter === undefined ? [] : [`$filter=${encodeURIComponent(query.filter)}`]),
    ...(query.orderBy === undefined ? [] : [`$orderby=${encodeURIComponent(query.orderBy)}`]),
    ...(query.top === undefined ? [] : [`$top=${query.top}`]),
  ];
  const response = await ask(`${set}?${parts.join("&")}`, { headers: HEADERS });
  const body: { value?: readonly Row[]; "@odata.nextLink"?: string } = await response.json();
  return { rows: body.value ?? [], isCut: body["@odata.nextLink"] !== undefined };
}

/** Makes a row. */
export async function createRow(set: string, values: Row): Promise<void> {
  await ask(set, {
    method: "POST",
    headers: { ...HEADERS, "content-type": "application/json", "if-none-match": "null" },
    body: JSON.stringify(values),
  });
}

/** Changes a row that nobody has changed since it was read; one that is gone is not made anew. */
export async function updateRow(set: string, id: string, change: Change): Promise<void> {
  await ask(`${set}(${id})`, {
    method: "PATCH",
    headers: { ...HEADERS, "content-type": "application/json", "if-match": change.etag },
    body: JSON.stringify(change.values),
  });
}

/** A change of a row as it was read. */
export interface Change {
  /** `@odata.etag` of the row. */
  readonly etag: string;
  readonly values: Row;
}

/** The id as the Web API takes it in a path: Dynamics passes it in braces. */
export function plainId(id: string): string | undefined {
  return /^\{?([0-9a-f-]{36})\}?$/i.exec(id)?.[1]?.toLowerCase();
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${ROOT}/${path}`, { ...init, credentials: "same-origin" });
  } catch (error) {
    throw new DataverseError(0, error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return response;
  throw new DataverseError(response.status, await messageOf(response));
}

async function messageOf(response: Response): Promise<string> {
  try {
    const body: { error?: { message?: string } } = await response.json();
    return body.error?.message ?? `HTTP ${response.status}`;
  } catch {
    return `HTTP ${response.status}`;
  }
}
