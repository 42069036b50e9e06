# The swift program to build with.
SWIFT ?= swift

sources := Sources Tests policies Package.swift
images := fixtures/todo/images
scripts := .ci/run .ci/deps .ci/pypi .ci/peers .ci/compare-images .ci/reference-application $(images)/build.sh
stand_ins := $(shell find $(images) -type f ! -name '*.sh' ! -path '*/etc/*')

# Where the tools are that imgpolicy is compared with, and the images that both read.
peers := .build-peers
peer_images := .build-peers-images

# Where the tools are that tests run and that are no Debian packages in a version to rely on.
tools := .build-tools

# The tests of what reads images, which run under the sanitizers.
image_tests := ImagesTests

.DEFAULT_GOAL := help
# The targets build on one another in the order that is written.
.NOTPARALLEL:
.PHONY: help deps build release images run test lint format goldens bench compare sanitize clean

help: ## Lists the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

deps: ## Installs the Debian packages that are missing (apt-get; only then it needs root or sudo), and pre-commit from PyPI
	@.ci/deps
	@.ci/pypi $(tools) pre-commit==4.7.0 || echo "deps: without pre-commit, the test that runs it is skipped"

build: ## Builds everything for debugging
	$(SWIFT) build

release: ## Builds the program as it is shipped: .build/release/imgpolicy
	$(SWIFT) build -c release --static-swift-stdlib --product imgpolicy

images: ## Builds the images of the reference application without a registry (fixtures/todo/build)
	@$(images)/build.sh

run: deps release images ## Builds the program and judges the reference application with it
	@.ci/reference-application .build/release/imgpolicy

test: deps images ## Runs all tests
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

lint: deps images ## Checks format, scripts, and the reference application with the program itself
	$(SWIFT) format lint --strict --recursive $(sources)
	shellcheck $(scripts)
	shellcheck --shell=sh $(stand_ins)
	$(SWIFT) build --product imgpolicy
	@.ci/reference-application .build/debug/imgpolicy

format: ## Formats the Swift sources in place
	$(SWIFT) format --in-place --recursive $(sources)

goldens: deps images ## Rewrites the golden files: review them in the diff
	UPDATE_GOLDENS=1 $(SWIFT) test

bench: ## Runs the benchmarks
	$(SWIFT) build -c release --static-swift-stdlib --product imgpolicy-bench
	.build/release/imgpolicy-bench

compare: ## Compares with hadolint and dive, side by side (installs them from PyPI); SECTIONS="hadolint speed images files many-files"
	@.ci/peers $(peers)
	@$(if $(or $(filter images,$(SECTIONS)),$(if $(SECTIONS),,all)),.ci/compare-images $(peer_images),true)
	$(SWIFT) build -c release --static-swift-stdlib --product imgpolicy
	$(SWIFT) build -c release --static-swift-stdlib --product imgpolicy-bench
	.build/release/imgpolicy-bench compare .build/release/imgpolicy $(peers)/bin $(peer_images) $(SECTIONS)

sanitize: deps ## Runs the tests of the image reader under the address sanitizer and under the thread sanitizer
	LSAN_OPTIONS=suppressions=$(CURDIR)/.ci/leaks:print_suppressions=0 \
	  $(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build-asan --filter '$(image_tests)'
	$(SWIFT) test --disable-xctest --sanitize=thread --scratch-path .build-tsan --filter '$(image_tests)'

clean: ## Removes everything that was built
	@if [ -d .build/images ] && [ "$$(id -u)" -ne 0 ]; then buildah unshare rm -rf .build/images; fi
	rm -rf .build .build-asan .build-tsan $(peers) $(peer_images) $(tools) fixtures/todo/build
