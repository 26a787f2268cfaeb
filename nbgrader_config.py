"""How nbgrader makes the exercise sheets from the solutions, and grades what comes back."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# A sheet runs from top to bottom before anything is filled in: nothing raises, and the checks say "not done yet".
c.ClearSolutions.code_stub = {"python": "# Your lines go here."}
c.ClearSolutions.text_stub = "*Your answer goes here: double-click this cell, and write.*"

# How many seconds the grader gives to a cell, to all calls of a function in one check, and to a whole notebook; and
# to whom it gives how many times as long, by the name of the folder: {"ada": 2}.
c.Grading.cell = 20
c.Grading.check = 5
c.Grading.notebook = 180
c.Grading.more_time = {}
