#pragma once

#include <string_view>
#include <vector>

namespace headwater {

/// Calls `use(fields)` for each record of a compiled-in CSV table; its fields hold no quotes.
template <class Use>
void for_each_record(std::string_view table, Use use) {
  bool header = true;
  while (!table.empty()) {
    const std::size_t end = table.find('\n');
    std::string_view line = table.substr(0, end);
    table = end == std::string_view::npos ? std::string_view{} : table.substr(end + 1);
    std::vector<std::string_view> fields;
    for (std::size_t comma = line.find(','); comma != std::string_view::npos;
         comma = line.find(',')) {
      fields.push_back(line.substr(0, comma));
      line.remove_prefix(comma + 1);
    }
    fields.push_back(line);
    if (!header && fields.size() > 1) {
      use(fields);
    }
    header = false;
  }
}

}  // namespace headwater
