// A wide text read in pieces gives what it gives in one piece, or the same kind of refusal.
#include <utility>
#include <vector>

#include "../require.h"
#include "base/error.h"
#include "ingest/matrix_text.h"

using namespace headwater;

namespace {

struct Reading {
  std::vector<std::vector<std::string>> labels;
  std::vector<double> values;
  bool refused = false;
};

Reading read(Connection& connection, std::string_view text, std::size_t piece) {
  Reading reading;
  bool given = false;
  const auto blocks = [&](std::string& into) {
    into += given ? std::string_view() : text;
    return !std::exchange(given, true);
  };
  try {
    MatrixText matrix(connection, "fuzz", blocks, {.delimiter = ',', .labels = 1, .header = 1},
                      piece);
    while (matrix.next()) {
      require(matrix.values().size() + 1 == matrix.width());
      reading.labels.push_back(matrix.labels());
      reading.values.insert(reading.values.end(), matrix.values().begin(), matrix.values().end());
    }
  } catch (const Error& error) {
    require(std::string_view(error.what()).starts_with("fuzz: "));
    reading.refused = true;
  }
  return reading;
}

bool same(double a, double b) { return a == b || (a != a && b != b); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Database database("", {.threads = 1});
  static Connection connection = database.connect();
  const std::string_view text = as_text(data, size);
  const Reading whole = read(connection, text, size + 1);
  const Reading pieces = read(connection, text, 1 + size / 5);
  // A quotation mark that is never closed reaches as far as the piece does.
  if (text.find('"') != std::string_view::npos || whole.refused || pieces.refused) {
    return 0;
  }
  require(whole.labels == pieces.labels && whole.values.size() == pieces.values.size());
  for (std::size_t i = 0; i < whole.values.size(); ++i) {
    require(same(whole.values[i], pieces.values[i]));
  }
  return 0;
}
