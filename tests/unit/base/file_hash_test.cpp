#include "base/file_hash.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"

namespace headwater {
namespace {

TEST(Sha256OfFile, known_answers_of_fips_180_4) {
  const auto file = std::filesystem::temp_directory_path() / "headwater_hash_test";
  std::ofstream(file) << "abc";
  EXPECT_EQ(sha256_of_file(file),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  std::ofstream(file).close();
  EXPECT_EQ(sha256_of_file(file),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  std::filesystem::remove(file);
  EXPECT_THROW(sha256_of_file(file), Error);
}

}  // namespace
}  // namespace headwater
