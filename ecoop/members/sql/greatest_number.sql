-- The greatest member number, by its length and then its letters: TV1000 comes after TV0999.
-- Purpose:    the next free number of the register.
-- Parameters: org_id
-- Index:      member_number_is_unique
SELECT number FROM members_member WHERE org_id = %(org_id)s
ORDER BY length(number) DESC, number DESC LIMIT 1;
