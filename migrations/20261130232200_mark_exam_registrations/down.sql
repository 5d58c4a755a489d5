DROP TRIGGER exam_results_mark ON exam_results;
DROP FUNCTION mark_class_of_enrolment();
