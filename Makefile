# The commands of this project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

JAR := target/secure-mcp-gateway.jar
SOURCES := pom.xml $(shell find src/main docs/reference -type f 2>/dev/null)
MVN = JAVA_HOME="$$(bin/find-jdk)" mvn -B -ntp

.PHONY: help run run-keycloak build test routes-test conformance diagrams format bench clean

help: ## Lists all targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: $(JAR) ## Starts the gateway with three demo servers behind it, without authentication, on loopback
	@bin/datacline demo

run-keycloak: $(JAR) ## Starts the same with authentication on, and a real Keycloak to log in at
	@bin/run-keycloak

build: $(JAR) ## Makes the jar

$(JAR): $(SOURCES)
	@$(MVN) -q package -DskipTests
	@touch $(JAR)
	@bin/prepare $(abspath $(JAR)) "$$(bin/find-jdk)" || true

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

format: ## Formats the code
	@$(MVN) -q spotless:apply

bench: $(JAR) ## Measures the gateway against direct calls
	@bench/run

clean: ## Removes what was built, and nothing else
	@rm -rf target bench/classes src/test/node/node_modules
