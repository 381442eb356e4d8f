#include "share/calendar_file.h"

#include <cstddef>
#include <string_view>

namespace headwater {
namespace {

constexpr std::size_t longest_line = 75;

/// Text of a property: backslash, comma, semicolon and line ends are escaped.
std::string escaped_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == ',' || c == ';') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c != '\r') {
      result += c;
    }
  }
  return result;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Folded: a line that is too long goes on behind a line end and a space, never within a character.
void add_line(std::string& file, std::string_view line) {
  std::size_t room = longest_line;
  while (line.size() > room) {
    std::size_t cut = room;
    while (continues_character(line[cut])) {
      --cut;
    }
    file.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = longest_line - 1;
  }
  file.append(line).append("\r\n");
}

}  // namespace

std::string calendar_file(const std::vector<CalendarTask>& tasks, const std::string& stamp) {
  std::string file;
  add_line(file, "BEGIN:VCALENDAR");
  add_line(file, "VERSION:2.0");
  add_line(file, "PRODID:-//Headwater//Plan//EN");
  for (const CalendarTask& task : tasks) {
    add_line(file, "BEGIN:VTODO");
    add_line(file, "UID:" + escaped_text(task.uid));
    add_line(file, "DTSTAMP:" + stamp);
    add_line(file, "DUE;VALUE=DATE:" + task.due);
    add_line(file, "SUMMARY:" + escaped_text(task.summary));
    add_line(file, "DESCRIPTION:" + escaped_text(task.description));
    add_line(file, "STATUS:NEEDS-ACTION");
    add_line(file, "END:VTODO");
  }
  add_line(file, "END:VCALENDAR");
  return file;
}

}  // namespace headwater
