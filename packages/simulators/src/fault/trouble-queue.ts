import type { DoorRequest } from "../door/door-request.ts";

/** Which requests a difficulty meets. */
export interface TroubleAim {
  /** How many requests it meets. @default 1 */
  readonly times?: number;
  /** Which paths it meets, by what they contain. @default all of them */
  readonly path?: string;
}

/** The difficulties that lie ahead of an app's requests. */
export class TroubleQueue<Options extends TroubleAim> {
  #ahead: { readonly options: Options; left: number }[] = [];

  add(options: Options): void {
    this.#ahead.push({ options, left: options.times ?? 1 });
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.#ahead = [];
  }

  /** Takes the first difficulty that a request meets. */
  protected take(
    request: DoorRequest,
    concerns: (options: Options) => boolean,
  ): Options | undefined {
    const found = this.#ahead.find(
      ({ options }) => concerns(options) && request.path.includes(options.path ?? ""),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#ahead = this.#ahead.filter((one) => one !== found);
    return found.options;
  }
}
