import type { ProgramDifference } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { type ProgramFiles, programDifference } from "@perennial/lifecycle";
import { structuredPatch } from "diff";

/** Two states of a program, each with what it is called. */
export interface Differing {
  readonly from: { readonly name: string; readonly files: ProgramFiles };
  readonly to: { readonly name: string; readonly files: ProgramFiles };
  readonly locale: Locale;
}

type FileDifference = ProgramDifference["files"][number];
type Line = FileDifference["hunks"][number]["lines"][number];

/** What differs between two states of a program: in plain words as far as that goes, and line by line. */
export function differenceView({ from, to, locale }: Differing): ProgramDifference {
  const names = [...new Set([...Object.keys(from.files), ...Object.keys(to.files)])].sort();
  const files = names.flatMap((file) => fileDifference(file, from.files[file], to.files[file]));
  return {
    from: from.name,
    to: to.name,
    isSame: files.length === 0,
    changes: [...programDifference(from.files, to.files, locale)],
    files,
  };
}

function fileDifference(
  file: string,
  before: string | undefined,
  after: string | undefined,
): readonly FileDifference[] {
  if (before === after) return [];
  const patch = structuredPatch(file, file, before ?? "", after ?? "", "", "", { context: 3 });
  const hunks = patch.hunks.map(({ oldStart, newStart, lines }) => ({
    fromLine: oldStart,
    toLine: newStart,
    lines: lines.filter((line) => !line.startsWith("\\")).map(lineView),
  }));
  const count = (kind: Line["kind"]) =>
    hunks.flatMap(({ lines }) => lines).filter((each) => each.kind === kind).length;
  const change = changeOf(before, after);
  return [{ file, change, added: count("added"), removed: count("removed"), hunks }];
}

function changeOf(before: string | undefined, after: string | undefined): FileDifference["change"] {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

function lineView(line: string): Line {
  const text = line.slice(1);
  if (line.startsWith("+")) return { kind: "added", text };
  return { kind: line.startsWith("-") ? "removed" : "same", text };
}
