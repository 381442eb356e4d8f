#include "ingest/csv_survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace headwater {
namespace {

constexpr std::size_t records_for_width = 50;
constexpr std::size_t sniffed_bytes = std::size_t{1} << 16;

class Surveyor {
 public:
  Surveyor(std::string_view text, char delimiter, const std::vector<std::size_t>& marks,
           Problems& problems)
      : text_(text), delimiter_(delimiter), marks_(marks), problems_(problems) {
    for (const char c : {'\r', '\n', delimiter}) {
      ends_cell_[static_cast<unsigned char>(c)] = true;
    }
  }

  CsvSurvey run() {
    while (at_ < text_.size()) {
      is_line_end(at_) ? blank_line() : record();
    }
    return std::move(survey_);
  }

 private:
  bool is_line_end(std::size_t at) const { return text_[at] == '\n' || text_[at] == '\r'; }

  bool ends_cell(std::size_t at) const {
    return at >= text_.size() || ends_cell_[static_cast<unsigned char>(text_[at])];
  }

  void skip_line_end() {
    at_ += text_.substr(at_).starts_with("\r\n") ? 2 : at_ < text_.size() ? 1 : 0;
  }

  /// Only counts once a record follows: files may end in blank lines.
  void blank_line() {
    blanks_.push_back(at_);
    skip_line_end();
  }

  void keep_blank_lines() {
    for (const std::size_t blank : blanks_) {
      survey_.edits.push_back({blank, 0, "\"\""});
    }
    survey_.records += static_cast<std::int64_t>(blanks_.size());
    blanks_.clear();
  }

  void record() {
    keep_blank_lines();
    ++survey_.records;
    const std::size_t start = at_;
    const std::size_t edits = survey_.edits.size();
    std::size_t cells = 1;
    while (cell(), at_ < text_.size() && text_[at_] == delimiter_) {
      ++cells;
      ++at_;
    }
    tell_repaired_lines();
    if (at_ - start > longest_record) {
      survey_.edits.resize(edits);
      reject(start);
    } else {
      survey_.longest = std::max(survey_.longest, at_ - start);
    }
    if (survey_.widths.size() < records_for_width) {
      survey_.widths.push_back(cells);
    }
    skip_line_end();
  }

  void cell() {
    if (at_ < text_.size() && text_[at_] == '"') {
      quoted_cell();
    } else {
      while (!ends_cell(at_)) {
        ++at_;
      }
    }
  }

  /// The place after the closing quote, or npos.
  std::size_t after_closing_quote() const {
    std::size_t at = at_ + 1;
    while ((at = text_.find('"', at)) != std::string_view::npos) {
      if (at + 1 >= text_.size() || text_[at + 1] != '"') {
        return at + 1;
      }
      at += 2;
    }
    return at;
  }

  void quoted_cell() {
    const std::size_t after = after_closing_quote();
    if (after != std::string_view::npos && ends_cell(after)) {
      at_ = after;
      return;
    }
    const std::size_t start = at_;
    const std::string_view inside =
        text_.substr(start, after == std::string_view::npos ? after : after - start);
    if (after == std::string_view::npos || inside.find_first_of("\r\n") != std::string_view::npos) {
      stray_quote();
    } else {
      loose_quotes(start, after);
    }
  }

  /// `"Acme` with no end in its record: the quote means nothing.
  void stray_quote() {
    const std::size_t start = at_++;
    while (!ends_cell(at_)) {
      ++at_;
    }
    quote(start, text_.substr(start + 1, at_ - start - 1));
    problems_.warning(
        {survey_.records, "", text_.substr(start, std::min<std::size_t>(at_ - start, 200))},
        "a quotation mark is opened and never closed", "it was left out; mend it in the file");
  }

  /// `"Smith "The Man" Ltd"`: quotes inside that should have been doubled.
  void loose_quotes(std::size_t start, std::size_t after) {
    at_ = after;
    while (!ends_cell(at_)) {
      ++at_;
    }
    std::string_view inside = text_.substr(start + 1, at_ - start - 1);
    if (inside.ends_with('"')) {
      inside.remove_suffix(1);
    }
    quote(start, inside);
    problems_.note({survey_.records, "", inside.substr(0, 200)},
                   "quotation marks inside a quoted cell",
                   "they were read as part of the text; double them in the file");
  }

  /// An edit that makes the cell from `start` to here a quoted one.
  void quote(std::size_t start, std::string_view inside) {
    std::string cell = "\"";
    for (const char c : inside) {
      cell.append(c == '"' ? 2 : 1, c);
    }
    survey_.edits.push_back({start, at_ - start, cell + "\""});
  }

  void reject(std::size_t start) {
    const double megabytes = static_cast<double>(at_ - start) / (1 << 20);
    survey_.edits.push_back({start, at_ - start, "\"\""});
    survey_.rejected.push_back(survey_.records);
    problems_.error({survey_.records, "", text_.substr(start, 200)},
                    fmt::format("a record of {:.0f} MB, more than the {} MB a record may have",
                                megabytes, longest_record >> 20),
                    "the row was left out; look for a missing line break or quotation mark");
  }

  void tell_repaired_lines() {
    while (next_mark_ < marks_.size() && marks_[next_mark_] < at_) {
      const std::string_view line = text_.substr(marks_[next_mark_++], 200);
      problems_.warning({survey_.records, "", line.substr(0, line.find_first_of("\r\n"))},
                        "this line is not in the file's encoding",
                        "it was read in the other one; check its letters");
    }
  }

  std::string_view text_;
  char delimiter_;
  const std::vector<std::size_t>& marks_;
  Problems& problems_;
  std::array<bool, 256> ends_cell_{};
  std::size_t at_ = 0;
  std::size_t next_mark_ = 0;
  std::vector<std::size_t> blanks_;
  CsvSurvey survey_;
};

/// How well the records agree with the header, from 0 to 1; 0 for a single column.
double agreement(const std::vector<std::size_t>& widths) {
  std::size_t best = 0;
  std::size_t width = 1;
  for (const std::size_t candidate : widths) {
    const auto count = static_cast<std::size_t>(std::ranges::count(widths, candidate));
    if (candidate > 1 && (count > best || (count == best && candidate > width))) {
      best = count;
      width = candidate;
    }
  }
  return width > 1 ? static_cast<double>(best) / static_cast<double>(widths.size()) : 0;
}

}  // namespace

CsvSurvey survey_csv(std::string_view text, char delimiter, const std::vector<std::size_t>& marks,
                     Problems& problems) {
  return Surveyor(text, delimiter, marks, problems).run();
}

char find_delimiter(std::string_view text) {
  std::string_view head = text.substr(0, sniffed_bytes);
  if (const std::size_t end = head.rfind('\n');
      head.size() < text.size() && end != std::string_view::npos) {
    head = head.substr(0, end + 1);
  }
  char best = ',';
  double best_agreement = 0;
  for (const char delimiter : {'\t', ';', '|', ','}) {
    Problems ignored("");
    const CsvSurvey survey = survey_csv(head, delimiter, {}, ignored);
    // A delimiter that the header lacks only occurs inside cells.
    const double found = survey.widths.empty() || survey.widths[0] < 2
                             ? agreement(survey.widths) / 2
                             : agreement(survey.widths);
    if (found > best_agreement + 1e-9 ||
        (delimiter == ',' && found >= best_agreement && found == 1)) {
      best = delimiter;
      best_agreement = found;
    }
  }
  return best;
}

std::string edited(std::string_view text, const std::vector<Edit>& edits) {
  std::string result;
  result.reserve(text.size() + edits.size() * 4);
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    result += text.substr(at, edit.at - at);
    result += edit.text;
    at = edit.at + edit.length;
  }
  result += text.substr(at);
  return result;
}

}  // namespace headwater
