-- How much of its product a line of a sale took: what came back has a negative amount, or a negative quantity.
-- Purpose: the one place that knows this sign, for what months sold and for what is there.
-- Parameters: quantity and amount of the line. Index: none; an expression that plans take in whole, like any other.
CREATE FUNCTION trade_sold_quantity(p_quantity numeric, p_amount_vnd bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN p_amount_vnd < 0 AND p_quantity > 0 THEN -p_quantity ELSE p_quantity END
$$;
