"""What passes between learner and instructor: sheets, grades, reports, evidence cards."""
