//! Does all of it behave as a list of marks with a list of earlier lists would? Random edits, undo, redo, saves, crashes.
