# syntax=docker/dockerfile:1
# The gateway as an image: docker build -t secure-mcp-gateway .
# Run it with --init (docker-compose.yml does) and --read-only; it writes to /data and /tmp alone.

# The jar. Maven's repository is a cache of the builder, not a layer.
FROM maven:3.9.11-eclipse-temurin-21 AS build
WORKDIR /build
COPY .mvn/ .mvn/
COPY pom.xml ./
COPY docs/reference/ docs/reference/
COPY src/main/ src/main/
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q package -DskipTests

# Its parts, by how often they change, so that a new version of the gateway is a small layer.
FROM eclipse-temurin:25.0.2_10-jre-noble AS parts
WORKDIR /parts
COPY --from=build /build/target/secure-mcp-gateway.jar secure-mcp-gateway.jar
RUN java -Djarmode=tools -jar secure-mcp-gateway.jar extract --layers --destination layers

# A class-data archive: the classes of one start, in the form that the JVM maps into memory. It must be made by the JVM and from
# the files that it is used with; where it does not fit, it is left aside and the start takes longer.
FROM eclipse-temurin:25.0.2_10-jre-noble AS archive
WORKDIR /opt/datacline
COPY --from=parts /parts/layers/dependencies/ ./
COPY --from=parts /parts/layers/spring-boot-loader/ ./
COPY --from=parts /parts/layers/snapshot-dependencies/ ./
COPY --from=parts /parts/layers/application/ ./
COPY --chmod=755 deploy/docker/healthy deploy/docker/train bin/
WORKDIR /etc/datacline
COPY routes/ routes/
RUN /opt/datacline/bin/train /opt/datacline

FROM eclipse-temurin:25.0.2_10-jre-noble
ARG VERSION=2.0.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Secure MCP Gateway" \
      org.opencontainers.image.description="One MCP server in front of many: authentication, policy, routing, broadcast and audit" \
      org.opencontainers.image.source="https://github.com/datacline/secure-mcp-gateway" \
      org.opencontainers.image.documentation="https://github.com/datacline/secure-mcp-gateway/blob/main/docs/guides/deployment.md" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Datacline" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /opt/datacline
COPY --from=parts /parts/layers/dependencies/ ./
COPY --from=parts /parts/layers/spring-boot-loader/ ./
COPY --from=parts /parts/layers/snapshot-dependencies/ ./
COPY --from=parts /parts/layers/application/ ./
COPY --from=archive /opt/datacline/secure-mcp-gateway.jsa ./
COPY --chmod=755 deploy/docker/datacline deploy/docker/healthy bin/
COPY LICENSE ./
# Registry, policy and routes are looked for in the working directory; mount yours over these.
WORKDIR /etc/datacline
COPY deploy/compose/gateway/ ./
COPY routes/ routes/
COPY keycloak/realm.json keycloak/realm.json
RUN install -d -o 10001 -g 10001 -m 700 /data

ENV DATA_DIR=/data \
    AUDIT_LOG_FILE=/data/audit.json \
    MANAGEMENT_PORT=9000 \
    PATH=/opt/datacline/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 10001:10001
VOLUME /data
EXPOSE 8000 9000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["/opt/datacline/bin/healthy"]
ENTRYPOINT ["/opt/datacline/bin/datacline"]
CMD ["serve"]
