# Builds the server and leaves only what it runs on. PostgreSQL is another container's: the embedded one is left out.

FROM node:24-slim AS build
WORKDIR /srv/perennial
COPY . .
# No package runs a script of its own here; Node is the image's.
RUN npm ci --ignore-scripts --no-fund --no-audit
RUN npm run build
# Again, without what only builds and tests need, for the command line, the server and every connector.
RUN npm ci --ignore-scripts --no-fund --no-audit --omit=dev --omit=optional \
      --workspace=apps/cli --workspace=connectors
RUN find core packages connectors apps \
      \( -name node_modules -prune \) -o \
      \( -type d \( -name src -o -name .turbo -o -name testing \) -prune -exec rm -rf {} + \) \
 && find core packages connectors apps -name node_modules -prune -o \
      -type f \( -name '*.tsbuildinfo' -o -name '*.d.ts' -o -name '*.map' -o -name 'tsconfig*.json' -o -name turbo.json \) -exec rm -f {} + \
 && rm -rf tests apps/docs .turbo node_modules/.cache tsconfig*.json turbo.json biome.json vitest.config.ts package-lock.json

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /srv/perennial
COPY --from=build /srv/perennial ./
# The console's token lies here, and the key to all secrets unless PERENNIAL_VAULT_KEY is set.
RUN install -d -o node -g node -m 700 /var/lib/perennial
VOLUME /var/lib/perennial
USER node
EXPOSE 4000
# The operator's port: never published, asked from inside alone. Liveness and readiness, whatever the role.
ENV PERENNIAL_METRICS_PORT=9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PERENNIAL_METRICS_PORT}/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/cli/bin/perennial.js", "start", "--host", "0.0.0.0", "--data-dir", "/var/lib/perennial"]
