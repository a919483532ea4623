/** Process sheets that a sales manager reads and signs (P-01, P-02): as Markdown, SVG and PDF. */
export type { MapOptions } from "./diagram/process-map.ts";
export { sheetPdf } from "./pdf/sheet-pdf.ts";
export { sheetMarkdown } from "./sheet-markdown.ts";
export { sheetSvg } from "./svg/sheet-svg.ts";
