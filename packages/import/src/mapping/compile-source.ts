import { compileConvert } from "./compile-convert.ts";
import { Decimal } from "./convert/decimal.ts";
import { fold } from "./convert/values.ts";
import { type FieldType, toFieldType } from "./field-type.ts";
import type { Choice, Source, SourceGroup, When } from "./mapping.ts";
import { type CompileScope, type Read, type RowState, readColumn, readMade } from "./row-state.ts";
import { UnfitError } from "./value.ts";

/**
 * Makes the source of a field ready: its value in the form the field has. It throws an `UnfitError` for a value
 * that does not fit.
 * @param type none for an attribute, which has the type its conversions give it
 */
export function compileSource(
  source: Source,
  type: FieldType | undefined,
  scope: CompileScope,
): Read {
  const group = typeof source === "string" ? { column: source } : source;
  const read = withConversions(group, originOf(group, scope), scope);
  const typed: Read = (row) => {
    const value = read(row);
    if (value === undefined) return undefined;
    if (type !== undefined) return toFieldType(value, type, scope.zone);
    return value instanceof Decimal ? value.toNumber() : value;
  };
  return group.invalid === "leave-out" ? leavingOut(typed) : typed;
}

function originOf(source: SourceGroup, scope: CompileScope): Read {
  const { column, template, constant, field, choose } = source;
  if (column !== undefined) return readColumn(column, scope);
  if (template !== undefined) return compileTemplate(template, scope);
  if (field !== undefined) return readMade(field, scope);
  if (choose !== undefined) return compileChoose(choose, scope);
  return () => constant;
}

function withConversions(source: Choice, read: Read, scope: CompileScope): Read {
  const steps = (source.convert ?? []).map((convert) => compileConvert(convert, scope));
  if (steps.length === 0) return read;
  return (row) => steps.reduce((value, step) => step(value, row), read(row));
}

function leavingOut(read: Read): Read {
  return (row) => {
    try {
      return read(row);
    } catch (error) {
      if (error instanceof UnfitError) return undefined;
      throw error;
    }
  };
}

function compileChoose(choices: readonly Choice[], scope: CompileScope): Read {
  const ready = choices.map((choice) => ({
    holds: choice.when ? compileWhen(choice.when, scope) : () => true,
    read: withConversions(choice, originOf(choice, scope), scope),
  }));
  return (row) => ready.find(({ holds }) => holds(row))?.read(row);
}

/** The line in the file, for ids of rows that have none. */
export const LINE = "#line";
const BRACES = /\{([^{}]+)\}/g;

/** The columns a template names. */
export function templateColumns(template: string): readonly string[] {
  return [...template.matchAll(BRACES)].flatMap(([, name = LINE]) => (name === LINE ? [] : name));
}

/** A text with columns in it; no value where all of them are empty. */
function compileTemplate(template: string, scope: CompileScope): Read {
  const parts = template.split(BRACES).map((part, index) => {
    if (index % 2 === 0) return () => part;
    return part === LINE ? ({ line }: RowState) => String(line) : readColumn(part, scope);
  });
  const columns = templateColumns(template).map((column) => readColumn(column, scope));
  return (row) => {
    if (columns.length > 0 && columns.every((read) => read(row) === undefined)) return undefined;
    const text = parts.map((read) => read(row) ?? "").join("");
    return text.replace(/ {2,}/g, " ").trim();
  };
}

/** Makes a condition ready. Texts are compared whatever the case. */
export function compileWhen(when: When, scope: CompileScope): (row: RowState) => boolean {
  const { column, field, empty } = when;
  const read = column === undefined ? readMade(field ?? "", scope) : readColumn(column, scope);
  if (empty !== undefined) return (row) => (read(row) === undefined) === empty;
  const wanted = new Set(
    [when.is ?? when.isNot ?? when.in ?? []].flat().map((each) => fold(String(each))),
  );
  const sense = when.isNot === undefined;
  return (row) => wanted.has(fold(String(read(row) ?? ""))) === sense;
}
