#include "ingest/amount.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace headwater {
namespace {

double value(std::string_view text, DecimalMark column = DecimalMark::unknown) {
  const Amount amount = parse_amount(text, column);
  EXPECT_EQ(amount.state, AmountState::value) << text;
  return amount.value;
}

AmountState state(std::string_view text, DecimalMark column = DecimalMark::unknown) {
  return parse_amount(text, column).state;
}

TEST(Amount, thousands_and_decimals_are_told_apart_where_both_stand) {
  EXPECT_EQ(value("1.234,56"), 1234.56);
  EXPECT_EQ(value("1,234.56"), 1234.56);
  EXPECT_EQ(value("1 234,56"), 1234.56);
  EXPECT_EQ(value("1\u00A0234,56"), 1234.56);
  EXPECT_EQ(value("1\u202F234\u202F567,8"), 1234567.8);
  EXPECT_EQ(value("1'234.50"), 1234.5);
  EXPECT_EQ(value("12,34,567.89"), 1234567.89);
}

TEST(Amount, brackets_and_a_minus_at_either_end_are_negative) {
  EXPECT_EQ(value("(1,234)", DecimalMark::point), -1234);
  EXPECT_EQ(value("(1,234.00)"), -1234);
  EXPECT_EQ(value("-12.5"), -12.5);
  EXPECT_EQ(value("12.50-"), -12.5);
  EXPECT_EQ(value("\u2212 7,00"), -7);
  EXPECT_EQ(value("-€5.00"), -5);
  EXPECT_EQ(value("€ -5.00"), -5);
}

TEST(Amount, a_dash_or_a_word_for_nothing_is_missing_not_zero) {
  for (const char* text : {"", " ", "-", "–", "—", "n/a", "N/A", "null", "--"}) {
    EXPECT_EQ(state(text), AmountState::missing) << text;
  }
  EXPECT_EQ(value("0"), 0);
}

TEST(Amount, three_digits_after_one_separator_are_left_to_the_column) {
  EXPECT_EQ(state("1.234"), AmountState::ambiguous);
  EXPECT_EQ(state("1.234", DecimalMark::mixed), AmountState::ambiguous);
  EXPECT_EQ(value("1.234", DecimalMark::comma), 1234);
  EXPECT_EQ(value("1.234", DecimalMark::point), 1.234);
  EXPECT_EQ(value("1,234", DecimalMark::point), 1234);
  EXPECT_EQ(value("0.234"), 0.234);
  EXPECT_EQ(value("1234.567"), 1234.567);
  EXPECT_EQ(value("1.234.567"), 1234567);
}

TEST(Amount, a_currency_beside_the_number_is_kept) {
  EXPECT_EQ(parse_amount("EUR 1.234,56", DecimalMark::unknown).currency, "EUR");
  EXPECT_EQ(parse_amount("1 234,56 €", DecimalMark::unknown).currency, "€");
  EXPECT_EQ(parse_amount("US$5", DecimalMark::unknown).currency, "US$");
  EXPECT_EQ(value("Rs.500"), 500);
  EXPECT_EQ(value("CHF 1'000.-"), 1000);
}

TEST(Amount, what_is_no_number_is_said_to_be_none) {
  for (const char* text :
       {"abc", "12abc34", "1,23,4", "1.2.3", "12:30", "1 2", "10 %x5", "1,2,3.4,5"}) {
    EXPECT_EQ(state(text), AmountState::not_a_number) << text;
  }
}

TEST(Amount, digits_of_other_scripts_and_powers_of_ten_are_numbers) {
  EXPECT_EQ(value("١٢٣"), 123);
  EXPECT_EQ(value("１２３"), 123);
  EXPECT_EQ(value("1.5E+07"), 1.5e7);
  EXPECT_EQ(value(".50"), 0.5);
}

TEST(DecimalEvidence, one_clear_value_settles_a_column_and_two_that_differ_unsettle_it) {
  DecimalEvidence evidence;
  evidence.see("1.234");
  EXPECT_EQ(evidence.mark(), DecimalMark::unknown);
  evidence.see("12,5");
  EXPECT_EQ(evidence.mark(), DecimalMark::comma);
  evidence.see("12.5");
  EXPECT_EQ(evidence.mark(), DecimalMark::mixed);
}

RC_GTEST_PROP(Amount, what_is_written_in_either_style_is_read_back, (const std::int32_t cents)) {
  const double amount = cents / 100.0;
  const std::string plain = fmt::format("{:.2f}", amount);
  std::string with_comma = plain;
  std::replace(with_comma.begin(), with_comma.end(), '.', ',');
  RC_ASSERT(parse_amount(plain, DecimalMark::unknown).value == amount);
  RC_ASSERT(parse_amount(with_comma, DecimalMark::unknown).value == amount);
}

}  // namespace
}  // namespace headwater
