# One image for every part. Chromium and fonts for all scripts come from Debian: pictures of pages are evidence.
FROM node:24-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium fonts-noto-core fonts-noto-cjk tini ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
ENV EGOV_CHROMIUM=/usr/bin/chromium EGOV_DATA=/data EGOV_SETUP=0
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["tini", "--", "/app/egov"]
CMD ["--help"]
