# Everything a person types. The build itself is CMake's: see CMakePresets.json.
HEADWATER := build/release/headwater
EXAMPLE   := build/example
LEDGER    := data/examples/eu_awards.csv
BUDGET    := 250000 EUR
TABLES    := data/io data/io/2005
BENCH_LEDGER ?= $(LEDGER)
JOBS      ?= $(shell nproc)

.PHONY: run build test check format bench clean

## Maps the bundled example end to end and says where the report is.
run: build
	@$(HEADWATER) run $(LEDGER) --budget "$(BUDGET)" --case $(EXAMPLE) --overwrite

## The release binary, at build/release/headwater, and the tables that ship, ready to be mapped.
build:
	@tools/setup run
	@tools/build release $(JOBS)
	@for table in $(TABLES); do \
	  [ $$table/table.ready -nt $(HEADWATER) ] || $(HEADWATER) table prepare $$table >/dev/null; \
	done

## All tests, on a build with assertions in which warnings are errors.
test:
	@tools/setup test
	@tools/build dev $(JOBS)
	@ctest --preset dev

## Format, lint and house rules.
check:
	@tools/setup dev
	@tools/build dev $(JOBS)
	@tools/check

format:
	@tools/setup test
	@tools/format

## The whole job against what an analyst would use today: make bench BENCH_LEDGER=ledger.csv
bench: build
	@python3 -m venv build/bench
	@build/bench/bin/pip install --quiet --require-hashes -r bench/requirements.txt
	@build/bench/bin/python bench/main_job/compare.py $(BENCH_LEDGER)

clean:
	rm -rf build
