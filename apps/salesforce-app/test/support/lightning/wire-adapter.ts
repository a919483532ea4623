import { latest, listen, type RecordView, remember } from "./record-cache.ts";
import { askOrg } from "./salesforce-window.ts";

/** What a wire hands its component. */
export interface Emission {
  readonly data: object | undefined;
  readonly error: object | undefined;
}

type Config = Readonly<Record<string, unknown>>;

/** An answer with the records in it, and the answer again with records as they are now. */
export interface Snapshot {
  readonly records: readonly RecordView[];
  readonly show: (records: readonly RecordView[]) => object;
}

/**
 * A wire adapter of Lightning Data Service: asks once everything it needs is known, hands on frozen data, and hands it
 * on anew when one of its records was saved or read again.
 */
export abstract class WireAdapter<Answer> {
  readonly #tell: (emission: Emission) => void;
  #config: Config | undefined;
  #snapshot: Snapshot | undefined;
  #stop: (() => void) | undefined;
  #turn = 0;

  constructor(tell: (emission: Emission) => void) {
    this.#tell = tell;
    tell({ data: undefined, error: undefined });
  }

  /** What a wire may be configured with. */
  abstract readonly keys: readonly string[];

  /** What is asked, or nothing while something that is needed is not known. */
  abstract request(config: Config): object | undefined;
  abstract read(answer: Answer): Snapshot;

  connect(): void {
    this.#stop = listen((id) => {
      if (this.#snapshot?.records.some((each) => each.id === id)) this.#show(this.#snapshot);
    });
    if (this.#config) void this.#ask(this.#config);
  }

  update(config: Config): void {
    this.#config = config;
    if (this.#stop) void this.#ask(config);
  }

  disconnect(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  async #ask(config: Config): Promise<void> {
    const stranger = Object.keys(config).find((key) => !this.keys.includes(key));
    if (stranger !== undefined) throw new TypeError(`no wire adapter takes ${stranger} here`);
    const request = this.request(config);
    if (!request) return;
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const snapshot = this.read(await askOrg<Answer>(request));
      if (turn !== this.#turn) return;
      for (const record of snapshot.records) remember(record);
      this.#snapshot = snapshot;
      this.#show(snapshot);
    } catch (error) {
      if (turn !== this.#turn || typeof error !== "object" || error === null) return;
      this.#snapshot = undefined;
      this.#tell({ data: undefined, error: frozen(error) });
    }
  }

  #show({ records, show }: Snapshot): void {
    this.#tell({ data: frozen(show(records.map(latest))), error: undefined });
  }
}

/** A copy that nobody can change, as Lightning Data Service gives it. */
function frozen<Value extends object>(value: Value): Value {
  return freeze(structuredCloneOf(value));
}

function structuredCloneOf<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

function freeze<Value extends object>(value: Value): Value {
  for (const each of Object.values(value)) {
    if (typeof each === "object" && each !== null) freeze(each);
  }
  return Object.freeze(value);
}
