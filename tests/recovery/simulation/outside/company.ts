import {
  Agreement,
  type Connector,
  type Consent,
  Customer,
  type Instant,
  type Vault,
} from "@perennial/contract";
import {
  compileProgram,
  type ProgramFiles,
  parseProgram,
  type RulePack,
} from "@perennial/lifecycle";
import { readLibraryProgram, readRulePack } from "@perennial/programs";
import type { LoadedProgram, Programs } from "@perennial/runtime";
import {
  AGREEMENTS,
  addConsents,
  asTenant,
  CUSTOMERS,
  changeProgram,
  type Database,
  ensureTenant,
  listPrograms,
  publishVersion,
  putConnection,
  putEndpoint,
  type Tenant,
  upsertRecords,
} from "@perennial/store";
import { CARE, SMALL } from "./programs.ts";

/** When every life begins: a Monday at 10 in Stockholm. */
export const BEGINNING: Instant = "2026-03-02T09:00:00.000Z";
const BEFORE: Instant = "2026-01-01T00:00:00.000Z";

/** Seals nothing: the company has no secrets. */
export const openVault: Vault = { seal: (plain) => plain, open: (sealed) => sealed };

/** What every company runs by; parsed once for all. */
export interface Library {
  readonly files: ReadonlyMap<string, ProgramFiles>;
  readonly rulePack: RulePack;
  readonly programs: Programs;
}

/** Reads the programs and the rules of the land. */
export async function readLibrary(): Promise<Library> {
  const rulePack = await readRulePack("se-electricity");
  const files = new Map([
    ["small", SMALL],
    ["care", CARE],
    ["renewal", await readLibraryProgram("renewal")],
  ]);
  const loaded = new Map([...files].map(([id, each]) => [id, load(each, rulePack)]));
  const programs: Programs = {
    list: listPrograms,
    load: async (_tx, program) => {
      const found = loaded.get(program);
      if (!found) throw new Error(`The simulation has no program "${program}".`);
      return found;
    },
    // Nothing of the simulation tries a draft.
    compile: () => undefined,
    forget: () => undefined,
  };
  return { files, rulePack, programs };
}

function load(files: ProgramFiles, rulePack: RulePack): LoadedProgram {
  const { program, templates, problems } = parseProgram(files);
  if (!program) throw new Error(`A program cannot be read: ${problems[0]?.message.en}`);
  const settings = Object.fromEntries(
    Object.entries(program.settings).map(([name, { default: value }]) => [name, value]),
  );
  return { compiled: compileProgram({ program, version: 1, settings }), templates, rulePack };
}

/** What a company has when its life begins. */
export interface Beginning {
  readonly slug: string;
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly consents: readonly Consent[];
  readonly programs: readonly string[];
  readonly connectors: readonly Connector[];
  /** Whether somebody outside is told of what happens, and whether in order. */
  readonly subscriber: { readonly ordered: boolean } | undefined;
}

/** Makes a company. */
export async function found(db: Database, library: Library, made: Beginning): Promise<Tenant> {
  const tenant = await ensureTenant(db, { slug: made.slug, name: "Elbolaget" }, BEGINNING);
  await asTenant(db, tenant.id, async (tx) => {
    const at = BEGINNING;
    for (const { manifest } of made.connectors) {
      await putConnection(tx, { id: manifest.id, connector: manifest.id, settings: {} });
    }
    for (const program of made.programs) {
      const files = library.files.get(program) ?? {};
      await publishVersion(tx, { program, files, digest: program, by: "simulation", at });
      await changeProgram(tx, program, { at, state: "active" });
    }
    await upsertRecords(tx, CUSTOMERS, made.customers);
    await upsertRecords(tx, AGREEMENTS, made.agreements);
    await addConsents(tx, made.consents);
    if (!made.subscriber) return;
    const { ordered } = made.subscriber;
    const endpoint = {
      ...{ id: "subscriber", url: "https://subscriber.example", description: "", types: null },
      ...{ secret: "canary-1", ordered },
    };
    await putEndpoint(tx, { ...endpoint, format: "standard-webhooks" }, at);
  });
  return tenant;
}

/** A customer of whom everything that is not said is ordinary. */
export function customerOf(parts: Partial<Customer> & { readonly id: string }): Customer {
  return Customer.parse({ name: `Kund ${parts.id}`, updatedAt: BEFORE, ...parts });
}

/** An agreement of whom everything that is not said is ordinary. */
export function agreementOf(
  parts: Partial<Agreement> & { readonly id: string; readonly customerId: string },
): Agreement {
  return Agreement.parse({
    ...{ product: "Fast", kind: "fixed", start: "2025-04-01", updatedAt: BEFORE },
    ...parts,
  });
}

/** A word about marketing, as a form or an agent gives it. */
export function consentOf(
  parts: Pick<Consent, "customerId" | "state" | "at"> & Partial<Consent>,
): Consent {
  return {
    channel: "sms",
    purpose: "marketing",
    source: "web-form",
    legalBasis: "consent",
    ...parts,
  };
}
