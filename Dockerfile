# One image for the server, the worker and the one-off tasks. Built from a clean checkout:
#   docker build -t dryrun .
# Run as in docker-compose.yml. Nothing in it is secret; SESSION_SECRET and DATABASE_URL come from outside.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /src
# Packages first: this layer stays while only sources change.
COPY package.json package-lock.json .npmrc ./
COPY libs/domain/package.json libs/domain/
COPY libs/contracts/package.json libs/contracts/
COPY libs/content-kit/package.json libs/content-kit/
RUN npm ci --no-audit --no-fund
COPY . .
RUN CI=true npm run build
# Of all packages only those that the built server imports, with what they need.
RUN node tools/image-modules.mjs dist/apps/api node_modules /out/node_modules

FROM node:24.21.0-bookworm-slim AS run
LABEL org.opencontainers.image.title="Dryrun" \
      org.opencontainers.image.description="Rehearse the interview before production." \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DEMO=off \
    DRAIN_SECONDS=10 \
    CONTENT_DIR=/app/content \
    WEB_DIR=/app/dist/apps/web \
    BACKUP_DIR=/data/backups
WORKDIR /app
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /out/node_modules node_modules
COPY --from=build /src/dist/apps dist/apps
COPY --from=build /src/content content
# Backups are all that is written; everything else may be read-only.
RUN install -d -o node -g node -m 0700 /data /data/backups
VOLUME /data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/apps/api/main.js"]
