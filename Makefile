# The two commands of the course are `make start` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup start test attacks docs format format-check tidy bench speed class install clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## install the packages that are missing (cmake/packages.txt)
	@sh cmake/install_packages.sh

build/%/build.ninja: | setup
	@cmake --preset $* >build-$*.log 2>&1 || { cat build-$*.log; exit 3; }
	@rm -f build-$*.log

start: setup build/check/build.ninja ## build the grader, check the first module, show where to begin
	@ninja -C build/check grader
	@bin/grader check 1 || test $$? -eq 1
	@bin/grader next
	@echo "The lessons as pages, with formulas: make docs, then docs/html/index.html"

test: setup build/check/build.ninja build/validate/build.ninja build/dev/build.ninja ## build everything, run every test, let the course prove itself
	ninja -C build/check grader
	ninja -C build/validate
	ctest --test-dir build/validate --output-on-failure
	ninja -C build/dev
	@# The tests of the grader wait a lot, so they run side by side, and the course proves itself meanwhile. A shell lets what it
	@# starts in the background ignore Ctrl-C: env undoes that.
	@env --default-signal=INT ctest --test-dir build/dev -j 3 --output-on-failure & tests=$$!; \
	bin/grader validate; course=$$?; wait $$tests && exit $$course

attacks: setup build/dev/build.ninja ## grade a class of forgers in each tier of the sandbox, and print what became of each
	@ninja -C build/dev grader_attack_tests
	@ATTACK_CLASS=whole build/dev/grader/tests/grader_attack_tests --gtest_brief=1

docs: setup ## the lessons and the contracts as pages, readable offline: docs/html/index.html
	@sh docs/build.sh

# In a pipe nobody would see that git failed, and what looks at no file finds nothing wrong.
with_sources = files=$$(git ls-files '*.cpp' '*.hpp') && test -n "$$files" || { \
	echo "make $@: git lists no files here, so nothing was looked at. Expected a clone of the course that git can read." >&2; exit 3; }; \
	echo "$$files" | xargs

format: ## clang-format over every file that we wrote
	@$(with_sources) clang-format -i

format-check: ## fail where clang-format would change something
	@$(with_sources) clang-format --dry-run --Werror

tidy: setup build/tidy/build.ninja ## clang-tidy over everything that we wrote, or over FILES='a.cpp b.cpp' only
	@cmake/tidy.sh $(FILES)

bench: setup build/release/build.ninja ## the reference beside libraries: bench/results.md
	bench/run.sh

speed: setup ## how long an edit takes to a verdict, beside a plain CMake and ctest loop
	bench/edit_to_verdict.sh

class: setup build/check/build.ninja build/validate/build.ninja ## grade a generated class of 200: figures, also after a kill -9 and from the cache
	@ninja -C build/check grader
	bench/class.sh

install: setup build/check/build.ninja ## put the grader on the PATH
	ninja -C build/check grader
	cmake --install build/check --component grader

clean: ## remove what was built; never what was written
	rm -rf build docs/html
