# syntax=docker/dockerfile:1
# The same npm scripts as on a bare machine. Node runs the TypeScript of src/ as it is (type stripping), so nothing
# is compiled for the server. Only the browser apps are built.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Scripts off: the devDependency `node` and the embedded PostgreSQL are not needed in an image that has both elsewhere.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run -s build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/src src
COPY dialogs dialogs
COPY locales locales
COPY prisma prisma
COPY package.json ./
# The only place written to: the spool that keeps messages while the database is away. The rest may be read-only.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "src/main.ts"]
