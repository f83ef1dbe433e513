# Three stages: what the server needs while running, what is built, and the image with only those two.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
# The manifests alone, so that a change of code does not install everything again.
COPY package.json package-lock.json .npmrc ./
COPY packages/client/package.json packages/client/
COPY packages/document/package.json packages/document/
COPY packages/geometry/package.json packages/geometry/
COPY packages/protocol/package.json packages/protocol/
COPY apps/bench/package.json apps/bench/
COPY apps/e2e/package.json apps/e2e/
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/

FROM packages AS runtime
# For better-sqlite3, where no ready-made binary can be downloaded.
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 make g++ \
    && rm -rf /var/lib/apt/lists/*
# The headers of this Node are in its image; node-gyp need not download them.
ENV npm_config_nodedir=/usr/local
# The sources of SQLite are of no use once it is compiled; the packages of this repository are in the bundle.
RUN npm ci --omit=dev --workspace=apps/server \
    && rm -rf node_modules/@inkroom node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
    && find node_modules/better-sqlite3/build -type f ! -path '*/Release/better_sqlite3.node' -delete

FROM packages AS build
# No native code runs while building.
RUN npm ci --include=dev --ignore-scripts
COPY . .
RUN node scripts/build.mjs

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=8080 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=runtime /app/node_modules node_modules
COPY --from=runtime /app/apps/server/package.json apps/server/
COPY --from=build /app/apps/server/dist apps/server/dist
COPY --from=build /app/apps/web/dist apps/web/dist
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/dist/main.js"]
