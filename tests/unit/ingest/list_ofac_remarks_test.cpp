#include "ingest/list_ofac_remarks.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "ingest/list_ofac_columns.h"
#include "ingest/listed_party.h"
#include "reference/reference.h"
#include "store/case.h"

using namespace headwater;
using Texts = std::vector<std::string>;

namespace {

const OfacRemarks& remarks() {
  static Database database = scratch({});
  static Connection connection = database.connect();
  static const OfacRemarks read = [] {
    load_reference(connection, HEADWATER_DATA_DIR);
    return OfacRemarks(connection);
  }();
  return read;
}

Texts identifiers(const std::string& text) { return remarks().read(text).identifiers; }

}  // namespace

TEST(OfacRemarks, names_in_quotation_marks_are_weak_aliases) {
  const auto read = remarks().read("a.k.a. 'ZTC'; alt. f.k.a. 'OLD 'HOUSE' CO.'; n.k.a. ''.");
  EXPECT_EQ(read.weak_aliases, (Texts{"ZTC", "OLD 'HOUSE' CO."}));
  EXPECT_TRUE(read.identifiers.empty());
}

TEST(OfacRemarks, identifiers_lose_their_country_and_date) {
  EXPECT_EQ(identifiers("NIT # 800146749-7 (Colombia)."), (Texts{"800146749-7"}));
  EXPECT_EQ(identifiers("Folio Mercantil No. 343997 (Mexico) issued 14 Dec 2005."),
            (Texts{"343997"}));
  EXPECT_EQ(identifiers("Registration ID 14063277."), (Texts{"14063277"}));
}

TEST(OfacRemarks, the_longest_wording_counts) {
  EXPECT_EQ(identifiers("Company Number IMO 9990001; Company Number 77 (Panama)"),
            (Texts{"9990001", "77"}));
}

TEST(OfacRemarks, what_is_no_identifier_is_not_read_as_one) {
  EXPECT_TRUE(identifiers("Linked To: 200G HOLDINGS; all offices worldwide; Executive Order 13846 "
                          "information; Registration Number unknown; Telephone 123")
                  .empty());
}

RC_GTEST_PROP(OfacRemarks, whatever_is_written_each_identifier_has_a_digit_and_no_bracket,
              (const std::string& before, const std::string& value)) {
  for (const std::string& identifier : identifiers(before + "; Tax ID No. " + value)) {
    RC_ASSERT(std::ranges::any_of(identifier, [](char c) { return c >= '0' && c <= '9'; }));
    RC_ASSERT(identifier.find('(') == std::string::npos);
    RC_ASSERT(identifier.size() <= 40U);
  }
}

TEST(PlainIdentifier, what_is_said_about_it_goes) {
  EXPECT_EQ(plain_identifier(" 7725038124 (void)"), "7725038124");
  EXPECT_EQ(plain_identifier("none given"), "");
}

TEST(OfacNumber, only_whole_numbers_name_an_entry) {
  EXPECT_EQ(ofac_number("36"), 36);
  for (const char* cell : {"", "-1", "1e2", "36.0", "1234567890", " 36"}) {
    EXPECT_FALSE(ofac_number(cell).has_value()) << cell;
  }
}
