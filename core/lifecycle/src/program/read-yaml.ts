import type { LocalizedText } from "@perennial/contract";
import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { remembered } from "./memo.ts";
import type { Place } from "./problem.ts";

/** A way through a document: keys of maps and numbers of list items. */
export type Path = readonly (string | number)[];

/** Finds where something stands: the value at a path, or the key that names it. */
export type PlaceOf = (path: Path, part?: "key" | "value") => Place;

/** Something wrong with the YAML itself. */
export interface YamlFault extends Place {
  readonly code: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

/** A YAML text as a plain value, with the place of everything in it. */
export interface ReadYaml {
  readonly value: unknown;
  readonly placeOf: PlaceOf;
  readonly faults: readonly YamlFault[];
}

/** The longest program file in characters. */
const LONGEST = 500_000;

/** Reads one YAML 1.2 document. Never throws; with faults the value is not to be used. */
export const readYaml: (text: string) => ReadYaml = remembered(readText);

function readText(text: string): ReadYaml {
  const start = { line: 1, column: 1 };
  const failed = (message: LocalizedText, remedy: LocalizedText): ReadYaml => ({
    value: undefined,
    placeOf: () => start,
    faults: [{ ...start, code: "yaml", message, remedy }],
  });
  if (text.length > LONGEST) {
    return failed(
      {
        sv: `Filen har ${text.length} tecken, och högst ${LONGEST} är tillåtna.`,
        en: `The file has ${text.length} characters; the most is ${LONGEST}.`,
      },
      {
        sv: "Dela programmet i två som anropar varandra.",
        en: "Part the program into two that call each other.",
      },
    );
  }
  try {
    return readDocument(text);
  } catch (error) {
    // The parser and the expansion of aliases recurse: a file made to nest without end ends here.
    const reason = error instanceof Error ? error.message : String(error);
    return failed(
      {
        sv: "Filen går inte att läsa: den har för många nivåer eller hänvisningar.",
        en: `The file cannot be read: ${reason}.`,
      },
      {
        sv: "Använd färre nivåer och färre hänvisningar (*namn).",
        en: "Nest less, and use fewer aliases (*name).",
      },
    );
  }
}

function readDocument(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [
    ...[...document.errors, ...document.warnings].map((error) => faultOf(error, document, at)),
    ...unknownAliases(document, at),
  ];
  const placeOf: PlaceOf = (path, part = "value") =>
    at(offsetOf(document.contents, document, path, part));
  return { value: faults.length > 0 ? undefined : document.toJS(), placeOf, faults };
}

type Document = ReturnType<typeof parseDocument>;

/** The offset of what stands at a path, or of the nearest thing around it. */
function offsetOf(root: unknown, document: Document, path: Path, part: "key" | "value"): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const [index, segment] of path.entries()) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    const isLast = index === path.length - 1;
    if (isMap(holder)) {
      const pair = holder.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(segment),
      );
      if (!pair) return offset;
      const key = startOf(pair.key) ?? offset;
      if (isLast && part === "key") return key;
      offset = startOf(pair.value) ?? key;
      node = pair.value;
    } else if (isSeq(holder) && typeof segment === "number") {
      node = holder.items[segment];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  if (isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1])
    return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
}

const REMEDIES: Readonly<Record<string, LocalizedText>> = {
  DUPLICATE_KEY: { sv: "Behåll en av dem.", en: "Keep one of the two." },
  TAB_AS_INDENT: { sv: "Gör indrag med mellanslag.", en: "Indent with spaces." },
  BAD_INDENT: {
    sv: "Ge raden samma indrag som raderna bredvid.",
    en: "Indent the line as its neighbours.",
  },
  MISSING_CHAR: {
    sv: "Avsluta citattecknet eller parentesen.",
    en: "Close the quotation mark or bracket.",
  },
  MULTIPLE_DOCS: {
    sv: "Behåll ett dokument: ta bort raden med tre streck.",
    en: "Keep one document: take away the line with three dashes.",
  },
  TAG_RESOLVE_FAILED: {
    sv: "Ta bort utropstecknet och det som följer, eller sätt texten inom citattecken.",
    en: 'Take away the "!" and what follows it, or put the text in quotation marks.',
  },
  BAD_ALIAS: {
    sv: "Sätt texten inom citattecken om * eller & hör till den.",
    en: 'Put the text in quotation marks if "*" or "&" is part of it.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    sv: "Sätt text som innehåller ”: ” inom citattecken och kontrollera indraget.",
    en: 'Put a text that contains ": " in quotation marks, and check the indentation.',
  },
};

/** What the parser found, in Swedish; its own words are English. */
const YAML_WORDS: Readonly<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: "samma nyckel står två gånger",
  TAB_AS_INDENT: "indraget är gjort med tabb",
  BAD_INDENT: "indraget stämmer inte",
  MISSING_CHAR: "ett citattecken, en parentes eller ett kolon saknas",
  MULTIPLE_DOCS: "filen innehåller flera dokument",
  TAG_RESOLVE_FAILED: "ord som börjar med utropstecken betyder något särskilt här",
  BAD_ALIAS: "en hänvisning med * eller & går inte att läsa",
  BLOCK_AS_IMPLICIT_KEY: "ett kolon mitt i texten gör den till en nyckel",
  UNEXPECTED_TOKEN: "ett tecken står där det inte kan stå",
  IMPOSSIBLE: "texten går inte att läsa",
  KEY_OVER_1024_CHARS: "nyckeln är längre än 1024 tecken",
  MULTILINE_IMPLICIT_KEY: "nyckeln går över flera rader",
  NON_STRING_KEY: "nyckeln är ingen text",
  BAD_SCALAR_START: "texten börjar med ett tecken som måste stå inom citattecken",
  BAD_DQ_ESCAPE: "tecknen efter ett omvänt snedstreck går inte att läsa",
  ALIAS_PROPS: "en hänvisning kan inte ha egna märken (&namn eller !slag)",
  BAD_COLLECTION_TYPE: "det som märket med utropstecken anger är något annat än det som står där",
  BAD_DIRECTIVE: "en rad som börjar med procenttecken går inte att läsa",
  BAD_PROP_ORDER: "ett märke (&namn eller !slag) står på fel plats",
  BLOCK_IN_FLOW: "det som är skrivet på flera rader kan inte stå inom parenteser",
  MULTIPLE_ANCHORS: "samma sak har två namn med &",
  MULTIPLE_TAGS: "samma sak har två märken med utropstecken",
  RESOURCE_EXHAUSTION: "filen har för många nivåer",
};

/** What the parser of YAML found, to be read within a sentence; its own words are the English ones. */
export function yamlWords(error: Pick<YAMLError, "code" | "message">): LocalizedText {
  return { sv: YAML_WORDS[error.code], en: error.message.replace(/\.$/, "") };
}

function faultOf(error: YAMLError, document: Document, at: (offset: number) => Place): YamlFault {
  const cause = yamlWords(error);
  return {
    ...at(offsetOfFault(error, document)),
    code: "yaml",
    message: {
      sv: `Det här är inte riktig YAML: ${cause.sv}.`,
      en: `This is not YAML as it should be: ${cause.en}.`,
    },
    remedy: REMEDIES[error.code] ?? {
      sv: "Kontrollera indrag och citattecken här. Text som innehåller ”: ” eller ” #” ska stå inom citattecken.",
      en: 'Check indentation and quotation marks here; a text with ": " or " #" in it needs quotation marks.',
    },
  };
}

/** A quotation mark that is not closed is noticed at the end of the file; the fault is where it opens. */
function offsetOfFault(error: YAMLError, document: Document): number {
  let offset = error.pos[0];
  if (error.code !== "MISSING_CHAR") return offset;
  visit(document, {
    Scalar(_key, { type, range }) {
      const isQuoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
      if (isQuoted && range && range[0] < offset && range[2] >= offset) offset = range[0];
    },
  });
  return offset;
}

/** Aliases of anchors that do not stand before them. */
function unknownAliases(document: Document, at: (offset: number) => Place): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  const anchors = new Set<string>();
  visit(document, {
    Value(_key, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias(_key, alias) {
      if (anchors.has(alias.source)) return;
      faults.push({
        ...at(startOf(alias) ?? 0),
        code: "yaml",
        message: {
          sv: `Det här är inte riktig YAML: ”*${alias.source}” hänvisar inte till något.`,
          en: `This is not YAML as it should be: "*${alias.source}" refers to nothing.`,
        },
        remedy: {
          sv: `Skriv ”&${alias.source}” före, eller sätt texten inom citattecken.`,
          en: `Set "&${alias.source}" before it, or put the text in quotation marks.`,
        },
      });
    },
  });
  return faults;
}
