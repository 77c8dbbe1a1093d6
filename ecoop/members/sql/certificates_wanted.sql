-- Purpose:    who holds capital without a certificate, and whose certificate says what is so no more.
-- Parameters: org_id; day; limit.
-- Index:      certificates_of_a_member, certificate_is_replaced_once, a_certificate_is_revoked_once.
WITH valid AS (
    SELECT c.id, c.member_id, c.number, c.held_vnd FROM members_certificate c
    WHERE c.org_id = %(org_id)s AND c.issued_on <= %(day)s
        AND NOT EXISTS (SELECT FROM members_certificate n WHERE n.org_id = c.org_id AND n.replaces_id = c.id)
        AND NOT EXISTS (
            SELECT FROM members_certificate_revocation r WHERE r.org_id = c.org_id AND r.certificate_id = c.id
        )
)
SELECT h.member_id, h.number, h.name, h.held_vnd, v.id, v.number,
    CASE WHEN v.id IS NULL THEN 'missing' WHEN h.left_on IS NOT NULL OR h.held_vnd = 0 THEN 'ended' ELSE 'changed' END
FROM members_holdings(%(org_id)s, %(day)s) AS h
LEFT JOIN valid v ON v.member_id = h.member_id
WHERE (v.id IS NULL AND h.left_on IS NULL AND h.held_vnd > 0)
    OR (v.id IS NOT NULL AND (h.left_on IS NOT NULL OR h.held_vnd <> v.held_vnd))
ORDER BY h.number LIMIT %(limit)s
