DROP TABLE mock_exam_invitations;
DROP TABLE mock_exam_marks;
DROP TABLE mock_exam_papers;
DROP TABLE mock_exams;
