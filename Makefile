# What one does with a checkout. make help lists it; CI runs the same commands (.ci/run).

export PATH := $(PATH):/usr/local/go/bin
export CGO_ENABLED = 1
# The same for build and test, so that what one has compiled serves the other. The version comes from VERSION; go's own stamp
# fails where the checkout belongs to another user.
export GOFLAGS := $(GOFLAGS) -trimpath -buildvcs=false

PREFIX ?= /usr/local
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GOLANGCI_LINT_VERSION = v2.15.0

.PHONY: help up build test lint generate web bench conformance conformance-trino conformance-clients conformance-jobs conformance-setup trino trino-stop install clean conformance-browser

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "    make %-10s %s\n", $$1, $$2 }'

up: ## build Tarn, import a demonstration organisation's logs, answer five questions about them, and serve them until Ctrl-C
	@./scripts/need.sh
	@$(MAKE) --no-print-directory build
	@./scripts/up.sh

build: ## build bin/tarn
	go build -ldflags "-s -w -X main.version=$(VERSION)" -o bin/tarn ./cmd/tarn

test: ## run everything that proves the code
	@./scripts/need.sh
	go vet ./...
	go test -timeout 20m ./...

lint: ## check formatting and imports; runs golangci-lint, too, where it is installed
	@./scripts/lint.sh $(GOLANGCI_LINT_VERSION)

generate: ## make the documents that come from the code
	go generate ./...

web: ## build the console's page, which is committed, and say whether it has changed; needs Node 20
	cd web && npm ci --no-fund --no-audit && npm run build
	@git diff --quiet -- internal/console/app && echo "internal/console/app is current." || echo "internal/console/app has changed: commit it."

conformance-browser: build ## test the console's pages in a browser, and take the screenshots of docs/images; needs Node 20 and Chromium
	@./scripts/browser.sh

bench: ## measure import and queries
	@./scripts/need.sh
	@./scripts/bench.sh

conformance: trino ## run every recorded statement on a real Trino and on Tarn, and print the differences
	go run ./conformance run

conformance-trino: trino ## the same, where Tarn has the Trino cluster run its statements (engine: trino)
	go run ./conformance run --engine trino

conformance-jobs: ## compare the built-in jobs with what PySpark makes of the same log files
	@./scripts/jobs.sh

conformance-setup: ## have cfn-lint, the AWS CLI and Terraform read what tarn setup prints
	@./scripts/setup.sh

conformance-clients: ## run AWS's own clients against tarn up, and write docs/clients
	@./scripts/clients.sh

trino: ## start the oracle, a real Trino on loopback that answers are recorded from (TRINO_PORT, 8080)
	@./scripts/trino.sh start

trino-stop: ## stop it
	@./scripts/trino.sh stop

install: build ## install under PREFIX, /usr/local by default
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" ./scripts/install.sh

clean: ## remove what make has built, and the demonstration
	rm -rf bin data/demo
