# The commands of this project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := all

JAR := target/secure-mcp-gateway.jar
SOURCES := pom.xml $(shell find src/main docs/reference -type f 2>/dev/null)
# The containers of docker-compose.yml, with whichever of its two programs there is
COMPOSE = $$(bin/find-compose)
MVN = JAVA_HOME="$$(bin/find-jdk)" mvn -B -ntp

.PHONY: all init up down keycloak-setup test-auth dist help run run-keycloak build test routes-test conformance kaoto soak diagrams format bench clean

all: ## Sets everything up in containers and proves that it works; without a container engine it says what else to do
	@bin/find-compose > /dev/null || exit 1
	@$(MAKE) -s up keycloak-setup test-auth
	@echo "Gateway http://localhost:8000, Keycloak http://localhost:8080 (its administrator is in .env), mock server http://localhost:3000"

init: all ## The same

up: ## Starts the containers: gateway, Keycloak, PostgreSQL and a mock server
	@bin/find-compose > /dev/null
	@bin/make-env
	@$(COMPOSE) up --build --detach --wait

down: ## Stops the containers, and keeps what they have stored
	@$(COMPOSE) down

keycloak-setup: ## Makes the running Keycloak have the realm, whether it is missing or was changed
	@bin/keycloak-setup

test-auth: ## Proves with a real token whom the gateway lets in
	@bin/test-auth

help: ## Lists all targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

run: $(JAR) ## Starts the gateway with three demo servers behind it, without authentication, on loopback
	@bin/datacline demo

run-keycloak: $(JAR) ## Starts the same with authentication on, and a real Keycloak to log in at
	@bin/run-keycloak

build: $(JAR) ## Makes the jar

$(JAR): $(SOURCES)
	@$(MVN) -q package -DskipTests
	@touch $(JAR)
	@bin/prepare $(abspath $(JAR)) "$$(bin/find-jdk)" serve || true

test: ## Runs every test
	@src/test/node/install
	@$(MVN) verify

routes-test: ## Runs the tests of routes alone: the project's and your own
	@$(MVN) test -Dgroups=routes

diagrams: $(JAR) ## Draws the routes anew, into docs/diagrams
	@bin/datacline routes diagram routes --out docs/diagrams

conformance: $(JAR) ## Runs the official MCP conformance suite in front of the gateway and behind it
	@src/test/node/install
	@$(MVN) -q test-compile failsafe:integration-test failsafe:verify -Dit.test='Conformance*IT'

kaoto: ## Opens every route in the real Kaoto, in a browser; installs 1.4 GB once
	@src/test/node/kaoto/run

soak: $(JAR) ## 10,000 open streams, half an hour of mixed traffic, 50 crashes under load, 50 of one of two nodes; more than an hour
	@$(MVN) -q test-compile failsafe:integration-test failsafe:verify -Dit.test='OpenStreamsIT,SoakIT,CrashRoundsIT,NodeCrashRoundsIT' \
		-Dstreams.of-each-era=5000 -Dsoak.seconds=1800 -Dcrash.rounds=50

format: ## Formats the code
	@$(MVN) -q spotless:apply

bench: $(JAR) ## Measures the gateway against direct calls
	@bench/run

dist: ## Makes the release: archives that run as they are, a bill of materials and checksums, in target/dist
	@bin/make-dist

clean: ## Removes what was built, and the containers of this project with what they have stored; asks about .env
	@bin/clean
