import { createReadStream } from "node:fs";
import pg from "pg";
import { CONTACT_COLUMNS } from "./contacts-file.ts";
import { copyIn } from "./copy-in.ts";

/** Which file goes to whom. */
export interface BareImport {
  readonly path: string;
  readonly tenant: number;
  readonly now: string;
}

/** How long each part took, in seconds. */
export interface BareImported {
  /** Reading, checking and COPY into the staging table, which go on side by side. */
  readonly copy: number;
  readonly upsert: number;
}

const STAGING = `
  create temp table staging (id text collate "C", name text, email text, mobile text, segment text,
    customer_since date) on commit drop`;
const UPSERT = `
  insert into customers (tenant_id, id, kind, name, locale, email, mobile, segment, customer_since, updated_at)
  select $1, id, 'person', name, 'sv', email, mobile, segment, customer_since, $2 from staging order by id
  on conflict (tenant_id, id) do update set name = excluded.name, email = excluded.email, mobile = excluded.mobile,
    segment = excluded.segment, customer_since = excluded.customer_since, updated_at = excluded.updated_at
  where (customers.name, customers.email, customers.mobile, customers.segment, customers.customer_since)
    is distinct from (excluded.name, excluded.email, excluded.mobile, excluded.segment, excluded.customer_since)`;

/** What somebody would write by hand for this one file: parsed and checked, COPY into staging, one upsert. */
export async function bareImport(
  url: string,
  { path, tenant, now }: BareImport,
): Promise<BareImported> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(STAGING);
    // The table that both write into lets nobody in but this role, for the tenant that is set.
    await client.query("grant select on staging to perennial_app");
    const begun = performance.now();
    await copyIn(client, "copy staging from stdin", copyText(path));
    const copied = performance.now();
    await client.query("analyze staging");
    await client.query(
      `select set_config('app.tenant', '${tenant}', true), set_config('role', 'perennial_app', true)`,
    );
    await client.query(UPSERT, [tenant, now]);
    await client.query("commit");
    const ended = performance.now();
    return { copy: (copied - begun) / 1_000, upsert: (ended - copied) / 1_000 };
  } finally {
    await client.end();
  }
}

/** The rows of the file as COPY takes them. */
async function* copyText(path: string): AsyncGenerator<string> {
  let rest = "";
  let isHead = true;
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 2 ** 18 })) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    if (isHead) lines.shift();
    isHead = false;
    yield lines.map(copyLine).join("");
  }
  if (rest !== "") yield copyLine(rest);
}

function copyLine(line: string): string {
  const cells = line.split(",");
  const [id = "", name = "", email = "", mobile = "", , since = ""] = cells;
  const isRight =
    cells.length === CONTACT_COLUMNS.length &&
    id !== "" &&
    name !== "" &&
    email.includes("@") &&
    /^\+[1-9]\d{6,14}$/.test(mobile) &&
    /^\d{4}-\d{2}-\d{2}$/.test(since);
  if (!isRight) throw new Error(`This line is no contact: ${line}`);
  return `${cells.join("\t")}\n`;
}
