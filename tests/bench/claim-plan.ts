import { asTenant, type Claim, claimDue, openDatabase, type Statement } from "@perennial/store";
import pg from "pg";

/** The index that keeps a claim from reading all that waits. */
const INDEX = "enrolments_due";

interface Node {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly Node[];
}

/**
 * What the plan of a claim is made of, from the outside in. It is the one that holds for any values: connections
 * keep their statements prepared. Throws where it does not go by the partial index.
 */
export async function claimPlan(url: string, tenant: number, claim: Claim): Promise<string> {
  const statement = await claimStatement(url, tenant, claim);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `begin; select set_config('app.tenant', '${tenant}', true), set_config('role', 'perennial_app', true)`,
    );
    const { rows } = await client.query<{ "QUERY PLAN": readonly { readonly Plan: Node }[] }>(
      `explain (generic_plan, format json) ${statement.sql}`,
    );
    const nodes = nodesOf(rows[0]?.["QUERY PLAN"][0]?.Plan);
    const words = nodes.map((node) => [node["Node Type"], node["Index Name"]].join(" ").trim());
    if (!nodes.some((node) => node["Index Name"] === INDEX)) {
      throw new Error(`The claim does not use ${INDEX}: ${words.join(" > ")}`);
    }
    return words.join(" > ");
  } finally {
    await client.end();
  }
}

/** The statement that a claim begins with, as it is sent. */
async function claimStatement(url: string, tenant: number, claim: Claim): Promise<Statement> {
  const statements: Statement[] = [];
  const onStatement = (statement: Statement) => statements.push(statement);
  const db = openDatabase({ url, connections: 1, onStatement });
  try {
    await asTenant(db, tenant, (tx) => claimDue(tx, claim));
  } finally {
    await db.destroy();
  }
  const [first] = statements;
  if (!first) throw new Error("The claim sent nothing.");
  return first;
}

function nodesOf(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
