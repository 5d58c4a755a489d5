DROP TRIGGER phone_contacts_mark ON phone_contacts;
