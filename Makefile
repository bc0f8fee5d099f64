# Every target installs first what it lacks. Nothing is installed or downloaded twice.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PREFIX ?= /usr/local
# The run folder of the demo.
OUT ?= Demo
SWIFT ?= swift
EFFACE := .build/release/efface
CACHE := $(or $(EFFACE_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/efface)
# Continuous integration compares with the peers; elsewhere `make test PEERS=yes` does.
PEERS ?= $(if $(CI),yes,no)
SHIMS = $(wildcard Sources/efface-video/*.cpp Sources/C*/*.c Sources/C*/*.cpp Sources/C*/*.h Sources/C*/*.hpp Sources/C*/include/*.h)
SCRIPTS := Scripts/setup Scripts/photograph-pictures Scripts/photographs Scripts/measure-cohort \
  Scripts/impostor-distances Scripts/pair-shares Tests/Benchmarks/run .ci/run

.DEFAULT_GOAL := help
.PHONY: help setup build demo test benchmarks lint format clean install

help:
	@echo "make demo      deface real and synthetic heads, attack them, write a report (OUT=folder)"
	@echo "make test      check the format, build and test (PEERS=yes: compare with other tools)"
	@echo "make benchmarks race Efface against the programs that it replaces, and print the ratios"
	@echo "make build     build the release executable $(EFFACE)"
	@echo "make install   build and copy it to PREFIX/bin (PREFIX=$(PREFIX))"
	@echo "make setup     install the Debian packages that are missing"
	@echo "make format    format the sources; make lint: only check them"
	@echo "make clean     remove what was built"

setup:
	@Scripts/setup

build: setup
	$(SWIFT) build -c release --static-swift-stdlib --product efface
	$(SWIFT) build -c release --static-swift-stdlib --product efface-video

demo: build
	@$(EFFACE) models install --for quickstart
	@$(EFFACE) datasets install --for quickstart
	@$(EFFACE) template build >/dev/null
	@$(EFFACE) run Pipelines/quickstart/pipeline.yaml -o "$(OUT)" \
	  $$(test -d "$(OUT)" && echo --resume)
	@echo "$(abspath $(OUT))/report/report.html"

test:
	@Scripts/setup --test $(if $(filter yes,$(PEERS)),--peers)
	@$(MAKE) --no-print-directory lint
	$(SWIFT) build --build-tests
	@.build/debug/efface models install
	@.build/debug/efface datasets install
	@.build/debug/efface template build >/dev/null
	@EFFACE_PEERS_PYTHON="$$(ls "$(CACHE)/peers/bin/python" 2>/dev/null)" $(SWIFT) test --skip-build \
	  2>&1 | tee .build/test.log || { echo; echo "What failed:"; \
	  grep -A 4 "✘.*recorded an issue" .build/test.log | grep -v -e "^◇" -e "^✔" | head -n 200; \
	  grep "✘ Test run" .build/test.log; exit 1; }

benchmarks:
	@Tests/Benchmarks/run

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	@if command -v clang-format-14 >/dev/null; then set -x; \
	  clang-format-14 --dry-run -Werror $(SHIMS); \
	else echo "clang-format-14 is not installed: the shims are not checked."; fi
	@if command -v shellcheck >/dev/null; then set -x; shellcheck $(SCRIPTS); \
	else echo "shellcheck is not installed: the scripts are not checked."; fi

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests
	clang-format-14 -i $(SHIMS)

install: build
	install -D -m 755 $(EFFACE) "$(DESTDIR)$(PREFIX)/bin/efface"
	install -D -m 755 $(EFFACE)-video "$(DESTDIR)$(PREFIX)/bin/efface-video"

clean:
	rm -rf .build
