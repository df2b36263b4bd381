# The server with its console. Build: docker build -t workflows .
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s /usr/local/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN dotnet publish Workflows.Server -c Release -o /app -p:PublishReadyToRun=true -p:UseAppHost=true --self-contained false -r linux-x64

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown app /data
WORKDIR /app
COPY --from=build /app .
ENV Workflows__DataDirectory=/data ASPNETCORE_URLS=http://+:8080
VOLUME /data
EXPOSE 8080
USER app
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD curl -sf http://localhost:8080/health/ready || exit 1
ENTRYPOINT ["./Workflows.Server"]
