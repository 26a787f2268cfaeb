# Two commands: `make lab` to learn, `make test` to check. Everything lives in .venv.
PYTHON ?= python3
PORT ?= 8888
VENV := .venv
RUN := $(VENV)/bin/python
LOCKS := $(wildcard requirements/*.txt)

.PHONY: lab test quick outputs exercises grade cards site bench libraries lock
.DEFAULT_GOAL := lab

lab: $(VENV)/ready-course
	@$(RUN) -m infotheory_helpers --port '$(PORT)'

test: $(VENV)/ready-test
	@$(RUN) -m pytest $(ARGS)

# Runs what the uncommitted change can break, in less than a minute.
quick: $(VENV)/ready-test
	@$(RUN) tests/shared/quick.py

# Runs every lesson from top to bottom and stores what it printed, without times or versions. A busy kernel may
# send one line in two pieces: they are joined, so that the stored file is the same each time.
outputs: $(VENV)/ready-course
	@$(RUN) -m jupyter nbconvert --to notebook --execute --inplace --log-level=WARN \
	  --ClearMetadataPreprocessor.enabled=True --ClearMetadataPreprocessor.clear_cell_metadata=False \
	  --ClearMetadataPreprocessor.preserve_nb_metadata_mask='{"kernelspec", ("language_info", "name")}' \
	  --ExecutePreprocessor.record_timing=False \
	  --NotebookExporter.preprocessors=nbconvert.preprocessors.CoalesceStreamsPreprocessor notebooks/*.ipynb
	@$(RUN) -c 'from infotheory_helpers import plot_areas as draw; draw((0.7, 0.2, 0.1), (0.33, 0.33, 0.34), ("sun", "cloud", "rain")).ax.figure.savefig("docs/areas.png", dpi=144)'

# Makes the exercise sheets anew from the solutions.
exercises: $(VENV)/ready-teach
	@$(RUN) -m infotheory_helpers.classroom.release

# Grades what is new in submitted/, for instance: make grade ASSIGNMENT=02_entropy
grade: $(VENV)/ready-teach
	@$(RUN) -m infotheory_helpers.classroom.grading $(ASSIGNMENT)

# Gathers the evidence cards in submitted/ into one page.
cards: $(VENV)/ready-course
	@$(RUN) -m infotheory_helpers.classroom.cards

# Makes the pages of the course, and in them the place where it runs; any server can serve the folder.
site: $(VENV)/ready-site
	@$(RUN) docs/make_site.py
	@echo "The course is in build/site/html. To see it: $(RUN) -m http.server -d build/site/html"

# One of the tables compares with an earlier commit, for instance: make bench SINCE=e031f3e
bench: $(VENV)/ready-bench
	@$(RUN) benchmarks/measures.py
	@$(RUN) benchmarks/imports.py $(SINCE)
	@PYTHONPATH=tests/browser $(RUN) benchmarks/latency.py

# Asks the real libraries what they return, each in an environment of its own, and writes the table of lab 11 and its
# pages; needs uv. For one library alone: make libraries ONLY=keras
libraries: $(VENV)/ready-course
	@$(RUN) benchmarks/libraries/measure.py $(ONLY)
	@$(RUN) benchmarks/libraries/page.py

# Chooses the pinned versions anew (needs uv).
lock:
	uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
	  --upgrade pyproject.toml -o requirements/course.txt
	for extra in test teach site bench; do \
	  uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
	    --constraint requirements/course.txt --extra $$extra pyproject.toml -o requirements/$$extra.txt; done

# An environment is ready when its mark says so, and the mark names this folder. No mark (a first run, or one
# that was interrupted) or another folder's mark (the checkout was moved) means: build it again from nothing.
# The mark goes before anything is installed and comes back only after everything is.
ifneq ($(shell $(RUN) -c 'import sys; print(sys.prefix)' 2>/dev/null),$(shell cat $(VENV)/ready-course 2>/dev/null))
$(shell rm -f $(VENV)/ready-*)
endif

$(VENV)/ready-course $(VENV)/ready-test $(VENV)/ready-teach $(VENV)/ready-site $(VENV)/ready-bench: $(VENV)/ready-%: requirements/%.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The course needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make lab PYTHON=python3.11")'
	@$(PYTHON) infotheory_helpers/classroom/port.py '$(PORT)'
	@echo "Preparing $(VENV) for '$*' (about a minute, once) ..."
	@[ -e $(VENV)/ready-course ] || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@ $(VENV)/ready-course
	@$(RUN) -m pip install --disable-pip-version-check -r requirements/$*.txt -e .
	@touch $@
	@$(RUN) -c 'import sys; print(sys.prefix)' > $(VENV)/ready-course
