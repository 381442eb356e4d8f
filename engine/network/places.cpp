#include "network/places.h"

#include <charconv>

namespace headwater {

Place place_of(std::string_view written) {
  Place place;
  if (written.starts_with('@')) {
    std::size_t number = 0;
    std::from_chars(written.data() + 1, written.data() + written.size(), number);
    place.supplier = number;
    written.remove_prefix(written.find('|') + 1);
  }
  place.stated = written.starts_with('=');
  place.trader = written.starts_with('~');
  if (place.stated || place.trader) {
    written.remove_prefix(1);
  }
  place.country = written;
  return place;
}

void place_sellers(Connection& connection) {
  connection.run(R"(
    DELETE FROM purchase_places;
    INSERT INTO purchase_places
    SELECT purchase_id, '=' || country FROM answered_origins JOIN purchase_entities USING (entity_id)
    JOIN purchases USING (purchase_id) WHERE origin_country IS NULL ORDER BY purchase_id;
    INSERT INTO purchase_places
    WITH names AS (
      SELECT DISTINCT supplier AS name FROM purchases
      WHERE supplier IS NOT NULL AND supplier_country IS NOT NULL AND origin_country IS NULL),
    folded AS (SELECT name, lower(strip_accents(name)) AS folded FROM names),
    traders AS (
      SELECT name FROM folded JOIN (
        SELECT list(lower(strip_accents(word))) FILTER (kind = 'word') AS words FROM reference.trader_words) w ON
        list_has_any(regexp_split_to_array(folded, '[^\p{L}]+'), w.words)
      UNION
      SELECT name FROM folded JOIN reference.trader_words t ON t.kind = 'part' AND
        contains(folded, lower(strip_accents(t.word))))
    SELECT purchase_id, '~' || supplier_country FROM purchases JOIN traders ON supplier = name
    ANTI JOIN purchase_places USING (purchase_id) WHERE supplier_country IS NOT NULL AND origin_country IS NULL ORDER BY purchase_id)");
}

}  // namespace headwater
