#include "share/table.h"

namespace headwater {

Html column(std::string_view label, Column kind) {
  return element("th", {{"scope", "col"}, {"class", kind == Column::number ? "n" : "w"}},
                 text(label));
}

Html row_head(const Html& content) { return element("th", {{"scope", "row"}}, content); }

Html cell(const Html& content) { return element("td", content); }

Html number_cell(std::string_view number) { return element("td", {{"class", "n"}}, text(number)); }

Html table(std::string_view caption, const Html& columns, const Html& rows, std::string_view look) {
  return element("div",
                 {{"class", "scroll"},
                  {"tabindex", "0"},
                  {"role", "region"},
                  {"aria-label", std::string(caption)}},
                 element("table", {{"class", std::string(look)}},
                         element("caption", element("span", text(caption))),
                         element("thead", element("tr", columns)), element("tbody", rows)));
}

}  // namespace headwater
