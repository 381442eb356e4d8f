#include "ingest/xlsx_styles.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <map>

#include "ingest/xlsx_part.h"

namespace headwater {
namespace {

/// Number formats that every program knows by number (ECMA-376 part 1, 18.8.30).
bool is_built_in_date(int format) {
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 36) ||
         (format >= 50 && format <= 58);
}

/// `[$€-407]` -> "€"; `[$$-409]`, the dollar of the United States, -> "USD".
std::string currency_in_brackets(std::string_view inside) {
  if (!inside.starts_with('$')) {
    return {};
  }
  const std::size_t dash = inside.find('-');
  const std::string sign(inside.substr(1, dash == std::string_view::npos ? dash : dash - 1));
  return sign == "$" ? (inside.ends_with("409") ? "USD" : "") : sign;
}

}  // namespace

CellStyle style_of_format(std::string_view format) {
  CellStyle style;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == ';') {
      break;  // further sections are for negative numbers, zero and text
    }
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = format.find(c == '"' ? '"' : ']', i + 1);
      const std::string_view inside =
          format.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
      if (const std::string found = c == '[' ? currency_in_brackets(inside) : std::string(inside);
          !found.empty() && found.size() <= 4) {
        style.currency = found.find_first_not_of(' ') == std::string::npos ? style.currency : found;
      }
      i = end == std::string_view::npos ? format.size() : end;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      style.is_date = true;
    }
  }
  for (const std::string_view sign : {"€", "£"}) {
    if (format.find(sign) != std::string_view::npos) {
      style.currency = sign;
    }
  }
  return style;
}

std::vector<CellStyle> read_styles(const std::string& xml, const std::string& file) {
  const pugi::xml_document document = parse_xml(xml, file);
  const pugi::xml_node root = document.document_element();
  std::map<int, CellStyle> by_format;
  for (const pugi::xml_node format : children(child(root, "numFmts"), "numFmt")) {
    by_format[format.attribute("numFmtId").as_int()] =
        style_of_format(format.attribute("formatCode").as_string());
  }
  std::vector<CellStyle> styles;
  for (const pugi::xml_node cell : children(child(root, "cellXfs"), "xf")) {
    const int format = cell.attribute("numFmtId").as_int();
    const auto custom = by_format.find(format);
    styles.push_back(custom != by_format.end() ? custom->second
                                               : CellStyle{is_built_in_date(format), ""});
  }
  return styles;
}

std::string date_of_serial(double serial, bool from_1904) {
  using namespace std::chrono;
  constexpr double last_serial = 2958465;  // 9999-12-31
  if (!(serial >= 0 && serial <= last_serial)) {
    return fmt::format("{}", serial);
  }
  // Day 60 is a 29 February 1900 that never was: earlier days count from one day later.
  const int days_to_epoch = from_1904 ? 24107 : serial < 60 ? 25568 : 25569;
  const year_month_day date{sys_days{days{static_cast<int>(std::floor(serial)) - days_to_epoch}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace headwater
