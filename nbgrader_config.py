"""How nbgrader makes the exercise sheets from the solutions, and grades what comes back."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# A sheet runs from top to bottom before anything is filled in: nothing raises, and the checks say "not done yet".
c.ClearSolutions.code_stub = {"python": "# Your lines go here."}
c.ClearSolutions.text_stub = "*Your answer goes here: double-click this cell, and write.*"

# Longer than the time limit of a check, so that an endless function is named and not merely stopped.
c.Execute.timeout = 20
# A check cell that was deleted is put back.
c.OverwriteCells.add_missing_cells = True
c.OverwriteCells.missing_cell_notification = "This cell ({cell_id}) was missing and has been put back.\n\n"
# The kernels that grade listen on this machine alone; that they say so for each student helps nobody.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
