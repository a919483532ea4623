import {
  type CompiledProgram,
  compileProgram,
  type NamedTemplate,
  type ProgramFiles,
  parseProgram,
  type RulePack,
  type SettingValues,
} from "@perennial/lifecycle";
import {
  listPrograms,
  readVersion,
  type StoredProgram,
  type TenantTransaction,
} from "@perennial/store";
import { RuntimeError } from "../runtime-error.ts";

/** A published version of a tenant's program, ready to run. */
export interface LoadedProgram {
  readonly compiled: CompiledProgram;
  /** Its texts, pinned with the version. */
  readonly templates: readonly NamedTemplate[];
  /** The rules of land and trade it goes by. */
  readonly rulePack: RulePack;
}

/** A tenant's programs, compiled once and kept. */
export interface Programs {
  /** The programs a tenant has, with their states, as the database knows them now. */
  list(tx: TenantTransaction): Promise<readonly StoredProgram[]>;
  /** A published version with the tenant's settings. Throws a `RuntimeError` where there is none. */
  load(tx: TenantTransaction, program: string, version: number): Promise<LoadedProgram>;
  /** Files that were not published, as a version would run them; nothing where they are no program. */
  compile(files: ProgramFiles, settings: SettingValues): LoadedProgram | undefined;
  /** Forgets what is compiled for a tenant, after settings were changed. */
  forget(tenant: number): void;
}

/** Where programs get their rule packs from. */
export interface ProgramsOptions {
  /** The rule pack of an id; without one, the rules that hold everywhere. Throws for an unknown id. */
  readonly rulePack: (id: string | undefined) => RulePack;
}

/** Keeps every tenant's compiled programs. */
export function createPrograms({ rulePack }: ProgramsOptions): Programs {
  const tenants = new Map<number, Map<string, LoadedProgram>>();
  const of = (tenant: number) => {
    const known = tenants.get(tenant) ?? new Map<string, LoadedProgram>();
    tenants.set(tenant, known);
    return known;
  };
  return {
    list: listPrograms,
    async load(tx, program, version) {
      const key = `${program}@${version}`;
      const known = of(tx.tenant).get(key);
      if (known) return known;
      const loaded = await loadVersion(tx, { program, version, rulePack });
      of(tx.tenant).set(key, loaded);
      return loaded;
    },
    compile: (files, settings) => compiledFrom(files, { version: DRAFT, settings, rulePack }),
    forget: (tenant) => void tenants.delete(tenant),
  };
}

/** The number of what is no version yet. */
const DRAFT = 0;

function compiledFrom(
  files: ProgramFiles,
  {
    version,
    settings,
    rulePack,
  }: ProgramsOptions & { readonly version: number; readonly settings: SettingValues },
): LoadedProgram | undefined {
  const { program, templates } = parseProgram(files);
  if (!program) return undefined;
  const compiled = compileProgram({ program, version, settings });
  return { compiled, templates, rulePack: rulePack(program.rulePack) };
}

async function loadVersion(
  tx: TenantTransaction,
  what: ProgramsOptions & { readonly program: string; readonly version: number },
): Promise<LoadedProgram> {
  const files = await readVersion(tx, what.program, what.version);
  const parsed = files && parseProgram(files);
  if (!parsed?.program) {
    throw new RuntimeError(
      `Version ${what.version} of the program "${what.program}" cannot be read: ${parsed?.problems[0]?.message.en ?? "it was never published"}`,
    );
  }
  const stored = (await listPrograms(tx)).find((each) => each.id === what.program);
  const { program, templates } = parsed;
  const settings = stored?.settings ?? {};
  return {
    compiled: compileProgram({ program, version: what.version, settings }),
    templates,
    rulePack: what.rulePack(program.rulePack),
  };
}
