import {
  ConnectorError,
  type ConnectorErrorKind,
  type RecordRef,
  type Understanding,
} from "@perennial/contract";
import type { OpenConnection } from "../connection/connections.ts";
import { inTime } from "../deliver/in-time.ts";

/** Failures of a whole batch that one of its records may be to blame for. */
const ONE_TO_BLAME: ReadonlySet<ConnectorErrorKind> = new Set(["invalid", "not-found", "conflict"]);

/** What came of reading records: what some mean, and why others could not be read. */
export interface BatchRead<Ref extends RecordRef> {
  readonly read: readonly Ref[];
  readonly understood: readonly Understanding[];
  readonly failed: readonly { readonly refs: readonly Ref[]; readonly error: unknown }[];
}

/** Reads records; one that spoils the reading of the others is found by halving. Never throws. */
export async function readBatch<Ref extends RecordRef>(
  open: OpenConnection,
  refs: readonly Ref[],
): Promise<BatchRead<Ref>> {
  try {
    return { read: refs, understood: [await read(open, refs)], failed: [] };
  } catch (error) {
    const mayHalve = ConnectorError.isInstance(error) && ONE_TO_BLAME.has(error.kind);
    if (!mayHalve || refs.length === 1) {
      return { read: [], understood: [], failed: [{ refs, error }] };
    }
    const middle = Math.ceil(refs.length / 2);
    const one = await readBatch(open, refs.slice(0, middle));
    const two = await readBatch(open, refs.slice(middle));
    return {
      read: [...one.read, ...two.read],
      understood: [...one.understood, ...two.understood],
      failed: [...one.failed, ...two.failed],
    };
  }
}

async function read(
  { connector, session }: OpenConnection,
  refs: readonly RecordRef[],
): Promise<Understanding> {
  const { id } = connector.manifest;
  const opened = await inTime(session(), id);
  if (opened.readRecords) {
    return inTime(opened.readRecords(refs.map(({ object, id: of }) => ({ object, id: of }))), id);
  }
  const message = `${id} names changed records and cannot read them: its session lacks readRecords.`;
  throw new ConnectorError({ connector: id, kind: "unsupported", message });
}
