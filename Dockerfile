# The App as a container. Build: docker build -t milepost .   Run: see compose.yaml, or README, "More than one machine".
FROM node:24-bookworm-slim AS build
WORKDIR /milepost
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
COPY templates ./templates
COPY schema ./schema
COPY examples ./examples
COPY app.yml action.yml ./
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /milepost
COPY --from=build --chown=root:root /milepost/package.json ./
COPY --from=build --chown=root:root /milepost/node_modules ./node_modules
COPY --from=build --chown=root:root /milepost/dist ./dist
COPY --from=build --chown=root:root /milepost/templates ./templates
COPY --from=build --chown=root:root /milepost/schema ./schema
COPY --from=build --chown=root:root /milepost/app.yml ./
# Nothing is written to: the file system may be read-only, and the user owns none of it.
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that SIGTERM reaches it.
CMD ["node", "dist/entry/app/main.js"]
