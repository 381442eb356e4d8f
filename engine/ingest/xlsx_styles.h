#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater {

/// What a cell's number format says of its number.
struct CellStyle {
  bool is_date = false;
  std::string currency;  ///< a sign or code that the format shows: "€", "USD"
};

/// The styles of a workbook by their index; from the part styles.xml.
std::vector<CellStyle> read_styles(const std::string& xml, const std::string& file);

/// Of a number format such as `dd/mm/yyyy` or `#,##0.00 [$€-407]`.
CellStyle style_of_format(std::string_view format);

/// A day count of a workbook as 2015-03-04; the text of the number where it is out of range.
std::string date_of_serial(double serial, bool from_1904);

}  // namespace headwater
