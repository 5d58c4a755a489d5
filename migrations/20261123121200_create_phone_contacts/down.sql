DROP TABLE phone_contact_corrections;
DROP TABLE phone_contacts;
