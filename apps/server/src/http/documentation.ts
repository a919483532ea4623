import { createRequire } from "node:module";
import { dirname } from "node:path";
import { openApiDocument } from "@perennial/api";
import type { Express, RequestHandler } from "express";

/** What a browser fetches for the pages, from the package that has them. */
const FILES = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"] as const;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Perennial's API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

// No validator: it would tell another host the address of this one.
const START = `SwaggerUIBundle({ url: "/v1/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });\n`;

/** The pages set styles on their elements and have pictures in their style sheet; nothing comes from another host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The OpenAPI document, and pages to read it by. */
export function bindDocumentation(app: Express, version: string): void {
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  let document: ReturnType<typeof openApiDocument> | undefined;
  app.get("/v1/openapi.json", (_request, response) => {
    // Made for the first who asks: most servers start without anybody who does.
    document ??= openApiDocument(version);
    response.json(document);
  });
  app.get(["/docs", "/docs/index.html"], page("html", PAGE));
  app.get("/docs/start.js", page("text/javascript", START));
  for (const name of FILES) {
    // Below its folder, for one further up may begin with a dot and is not looked into then.
    const from = { root: folder };
    app.get(`/docs/${name}`, (_request, response) => void response.sendFile(name, from));
  }
}

function page(type: string, text: string): RequestHandler {
  return (_request, response) => {
    response.set("content-security-policy", POLICY).type(type).send(text);
  };
}
