#include "network/ready_table.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iterator>

#include "base/error.h"
#include "network/parts.h"
#include "network/solver.h"
#include "reference/network_random.h"
#include "store/case.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;
using Parts = InputOutput::Parts;

/// A random table in its folder, read from there.
class Folder {
 public:
  explicit Folder(const twin::DrawnNetwork& network) : path(twin::write_table(network)) {}
  Folder(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }

  InputOutput read() { return InputOutput::read(connection_, path); }
  InputOutput load() { return InputOutput::load(connection_, path); }
  fs::path ready() const { return path / "table.ready"; }

  fs::path path;

 private:
  Database database_ = scratch({.threads = 1});
  Connection connection_ = database_.connect();
};

template <class Numbers>
std::vector<std::decay_t<decltype(*std::declval<Numbers>().begin())>> listed(
    const Numbers& numbers) {
  return {numbers.begin(), numbers.end()};
}

void expect_same_matrix(const Sparse& a, const Sparse& b) {
  RC_ASSERT(listed(a.start) == listed(b.start));
  RC_ASSERT(listed(a.index) == listed(b.index));
  RC_ASSERT(listed(a.value) == listed(b.value));
}

void expect_same_words(const Parts& a, const Parts& b) {
  RC_ASSERT(a.cells.size() == b.cells.size());
  for (std::size_t i = 0; i < a.cells.size(); ++i) {
    const Cell& x = a.cells[i];
    const Cell& y = b.cells[i];
    RC_ASSERT(x.region == y.region && x.sector == y.sector && x.output_musd == y.output_musd &&
              x.synthetic == y.synthetic && x.split == y.split && !y.of && !y.rate);
  }
  RC_ASSERT(a.index == b.index);
  RC_ASSERT(a.members == b.members);
  RC_ASSERT(a.region_of == b.region_of);
  RC_ASSERT(a.issues.size() == b.issues.size());
  for (std::size_t i = 0; i < a.issues.size(); ++i) {
    RC_ASSERT(a.issues[i].reason == b.issues[i].reason && a.issues[i].row == b.issues[i].row &&
              a.issues[i].severity == b.issues[i].severity);
  }
  RC_ASSERT(a.final_use.size() == b.final_use.size());
  for (std::size_t i = 0; i < a.final_use.size(); ++i) {
    RC_ASSERT(a.final_use[i].node == b.final_use[i].node &&
              a.final_use[i].buyer == b.final_use[i].buyer &&
              a.final_use[i].value == b.final_use[i].value &&
              a.final_use[i].undivided == b.final_use[i].undivided);
  }
}

/// To the last bit.
void expect_same(const InputOutput& read, const InputOutput& mapped) {
  const Parts& a = read.parts();
  const Parts& b = mapped.parts();
  expect_same_words(a, b);
  RC_ASSERT(a.nodes == b.nodes && a.own_cells == b.own_cells && a.order == b.order);
  RC_ASSERT(a.error_factor == b.error_factor);
  expect_same_matrix(a.by_column, b.by_column);
  expect_same_matrix(a.by_row, b.by_row);
  RC_ASSERT(listed(a.pools) == listed(b.pools));
  RC_ASSERT(a.diagonal == b.diagonal && a.exports == b.exports);
  RC_ASSERT(a.final_demand == b.final_demand && a.output_needed == b.output_needed);
  const std::vector<double> numbers = twin::random_numbers(a.cells.size());
  RC_ASSERT(read.adjoint(numbers) == mapped.adjoint(numbers));
  RC_ASSERT(read.required_output(numbers) == mapped.required_output(numbers));
  RC_ASSERT(read.adjoint_batch(numbers, 1, 1) == mapped.adjoint_batch(numbers, 1, 1));
}

RC_GTEST_PROP(ReadyTable, is_the_table_that_was_read, ()) {
  Folder folder(twin::random_network());
  const InputOutput read = folder.read();
  RC_ASSERT(ready_table(folder.path) == nullptr);
  keep_ready(read, folder.path);
  RC_ASSERT(ready_table(folder.path) != nullptr);
  expect_same(read, folder.load());
}

RC_GTEST_PROP(ReadyTable, is_left_aside_once_the_files_are_others, ()) {
  Folder folder(twin::random_network());
  keep_ready(folder.read(), folder.path);
  std::ofstream(folder.path / "regions.csv", std::ios::app) << "nowhere,synthetic\n";
  RC_ASSERT(ready_table(folder.path) == nullptr);
  expect_same(folder.read(), folder.load());
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Bytes turned or missing: between arrays nothing stands that counts.
RC_GTEST_PROP(ReadyTable, damaged_anywhere_changes_no_answer, ()) {
  Folder folder(twin::random_network());
  const InputOutput read = folder.read();
  keep_ready(read, folder.path);
  std::string bytes = content(folder.ready());
  if (*rc::gen::arbitrary<bool>()) {
    bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
  } else {
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] ^= *rc::gen::inRange(1, 127);
  }
  std::ofstream(folder.ready(), std::ios::binary) << bytes;
  expect_same(read, folder.load());
}

/// Something that no table has, hashed as if it were right.
void spoil(Parts& parts, int how) {
  auto start = listed(parts.by_column.start);
  auto index = listed(parts.by_column.index);
  auto value = listed(parts.by_column.value);
  switch (how) {
    case 0:
      index[0] = static_cast<std::int32_t>(parts.nodes);
      break;
    case 1:
      index[0] = -1;
      break;
    case 2:
      value[0] = std::numeric_limits<double>::quiet_NaN();
      break;
    case 3:
      start[1] = static_cast<std::int32_t>(index.size() + 1);
      break;
    case 4:
      start.pop_back();
      break;
    case 5:
      value.pop_back();
      break;
    case 6:
      parts.diagonal.pop_back();
      break;
    case 7:
      parts.final_use.push_back({static_cast<std::int32_t>(parts.nodes), "us", 1, false});
      break;
    case 8:
      parts.order.push_back(0);
      break;
    case 9:
      parts.nodes += 1;
      break;
    case 10:
      parts.cells.back() = parts.cells.front();
      break;
    case 11:
      parts.error_factor = -1;
      break;
    case 12: {
      auto pools = listed(parts.pools);
      pools.push_back(0);
      parts.pools = std::move(pools);
      break;
    }
    default: {
      auto packed = parts.purchases->outside().arrays();
      auto run = listed(packed.run_start);
      run.back() += 1;
      packed.run_start = std::move(run);
      parts.purchases =
          std::make_shared<BlockSolver>(parts.by_column, parts.cells.size(), parts.order,
                                        parts.purchases->inverses(), PackedInputs(packed));
    }
  }
  parts.by_column = {std::move(start), std::move(index), std::move(value)};
}

RC_GTEST_PROP(ReadyTable, made_to_do_harm_is_left_aside, ()) {
  Folder folder(twin::random_network());
  const InputOutput read = folder.read();
  auto spoilt = std::make_unique<Parts>(read.parts());
  RC_PRE(!spoilt->by_column.index.empty());
  spoil(*spoilt, *rc::gen::inRange(0, 14));
  keep_ready(InputOutput::assembled(std::move(spoilt)), folder.path);
  RC_ASSERT(ready_table(folder.path) == nullptr);
  expect_same(read, folder.load());
}

TEST(ReadyTable, a_folder_that_cannot_be_written_is_said) {
  Folder folder(twin::draw("c1(A) -20-> c2(A) -30-> us"));
  const InputOutput table = folder.read();
  EXPECT_THROW(keep_ready(table, folder.path / "none"), Error);
}

/// `make build` keeps the shipped tables ready: by this program, not by an older one.
TEST(ReadyTable, the_shipped_one_is_up_to_date) {
  const fs::path data = fs::path(HEADWATER_DATA_DIR) / "io";
  Database database = scratch({.threads = 0});
  Connection connection = database.connect();
  const InputOutput read = InputOutput::read(connection, data);
  const InputOutput loaded = InputOutput::load(connection, data);
  const std::vector<double> ones(read.cells().size(), 1.0);
  EXPECT_EQ(read.adjoint(ones), loaded.adjoint(ones)) << "run `make build`";
  EXPECT_EQ(read.required_output(ones), loaded.required_output(ones));
}

}  // namespace
}  // namespace headwater
