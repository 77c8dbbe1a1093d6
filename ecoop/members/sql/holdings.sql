-- Purpose:    what each member holds of the capital on a day, with what decides the ceilings: type, foreign or not.
--             `most_vnd` never lies below what the member holds on that day or any later: later payments count, later
--             returns and sales do not, so that nothing recorded for an earlier day can pass a ceiling unseen.
-- Parameters: p_org_id; p_day.
-- Index:      member_number_is_unique, standing_changes_once_a_day, contributions_of_a_member,
--             capital_changes_of_a_member, particulars_newest_first, entry_is_reversed_once.
CREATE FUNCTION members_holdings(p_org_id uuid, p_day date) RETURNS TABLE (
    member_id uuid, number varchar, name varchar, member_org_id uuid, admitted_on date, left_on date,
    brings_capital boolean, uses boolean, works boolean, is_foreign boolean, held_vnd bigint, most_vnd bigint
)
LANGUAGE sql STABLE AS $$
    -- Red entries are few and have an index of their own; what they took back counts nowhere.
    WITH red AS MATERIALIZED (
        SELECT r.corrects_id FROM ledger_entry r WHERE r.org_id = p_org_id AND r.kind = 'red'
    ), taken_back AS MATERIALIZED (
        SELECT array_agg(e.document_id) AS ids
        FROM red CROSS JOIN LATERAL (
            SELECT e.document_id FROM ledger_entry e WHERE e.org_id = p_org_id AND e.id = red.corrects_id
                AND e.document_kind IN ('members.contribution', 'members.capital-change') LIMIT 1
        ) AS e
    )
    SELECT m.id, m.number, m.name, m.member_org_id, m.admitted_on, d.ends_on,
        s.brings_capital, s.uses, s.works, coalesce(w.is_foreign, false),
        (paid.until_day + changed.until_day)::bigint, (paid.ever + changed.most)::bigint
    FROM members_member m
    LEFT JOIN members_departure d ON d.org_id = m.org_id AND d.member_id = m.id AND d.ends_on <= p_day
    LEFT JOIN LATERAL (
        SELECT s.brings_capital, s.uses, s.works FROM members_standing s
        WHERE s.org_id = m.org_id AND s.member_id = m.id AND s.starts_on <= p_day ORDER BY s.starts_on DESC LIMIT 1
    ) AS s ON true
    LEFT JOIN LATERAL (
        SELECT w.is_foreign OR (w.kind = 'individual' AND w.nationality <> 'VN') AS is_foreign
        FROM members_particulars w
        WHERE w.org_id = m.org_id AND w.member_id = m.id AND w.starts_on <= p_day
        ORDER BY w.starts_on DESC, w.recorded_at DESC LIMIT 1
    ) AS w ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(c.amount_vnd) FILTER (WHERE c.paid_on <= p_day), 0) AS until_day,
            coalesce(sum(c.amount_vnd), 0) AS ever
        FROM members_capital_contribution c
        WHERE c.org_id = m.org_id AND c.member_id = m.id
            AND (c.id = ANY ((SELECT ids FROM taken_back)::uuid[])) IS NOT TRUE
    ) AS paid
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(c.amount_vnd) FILTER (WHERE c.changed_on <= p_day), 0) AS until_day,
            coalesce(sum(c.amount_vnd) FILTER (WHERE c.changed_on <= p_day OR c.amount_vnd > 0), 0) AS most
        FROM members_capital_change c
        WHERE c.org_id = m.org_id AND c.member_id = m.id
            AND (c.document_id = ANY ((SELECT ids FROM taken_back)::uuid[])) IS NOT TRUE
    ) AS changed
    WHERE m.org_id = p_org_id AND m.admitted_on <= p_day
$$;
