#include <ionflux/output/table_writer.h>
#include <ionflux/support/text.h>

#include <gtest/gtest.h>

using namespace ionflux;

TEST(Text, zero_has_no_sign) {
  EXPECT_EQ(format_text("%.8g A, %d, %s, %6.2f", -0.0, -1, "-0", -1.5), "0 A, -1, -0,  -1.50");
  CsvTable table({"a", "b", "c", "d"});
  table.add_row({-0.0, -1LL, std::string("-0"), {}});
  EXPECT_EQ(table.csv(), "a,b,c,d\n0,-1,-0,\n");
}

TEST(Text, cells_know_what_they_are) {
  const TableCell number = 2.5, text = std::string("x"), empty;
  EXPECT_EQ(number.number(), 2.5);
  EXPECT_EQ(text.text(), "x");
  EXPECT_TRUE(empty.is_empty());
  EXPECT_THROW(text.number(), std::logic_error);
  EXPECT_THROW(empty.text(), std::logic_error);
}
