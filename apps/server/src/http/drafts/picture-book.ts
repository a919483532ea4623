import { createHash } from "node:crypto";
import type { Locale } from "@perennial/contract";
import type { CompiledProgram } from "@perennial/lifecycle";
import { sheetSvg } from "@perennial/sheet";

/** How many pictures are kept: drawing one takes longer than anybody should wait for twice. */
const MOST = 60;

/** Process maps that were drawn, by what they were drawn of. */
export class PictureBook {
  readonly #pictures = new Map<string, string>();

  /** The process map of a program with its settings, as an SVG document. */
  of({ program, settings }: CompiledProgram, locale: Locale): string {
    const drawn = JSON.stringify([program, settings, locale]);
    const key = createHash("sha256").update(drawn).digest("base64");
    const known = this.#pictures.get(key);
    if (known !== undefined) return known;
    const svg = sheetSvg(program, locale, { settings });
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size >= MOST && oldest !== undefined) this.#pictures.delete(oldest);
    this.#pictures.set(key, svg);
    return svg;
  }
}
