-- Who was on duty, and what a supervisor judged, belong to the record too.
SELECT watch_changes('shift');
SELECT watch_changes('quality_review');
