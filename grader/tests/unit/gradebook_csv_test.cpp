#include "gradebook/csv.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"

namespace grader::testing {
namespace {

using Table = std::vector<std::vector<std::string>>;

Table table_of(std::string_view content) {
  Table table;
  for (const CsvRow& row : read_csv(content, "class.csv").rows) {
    table.emplace_back();
    for (const CsvCell& cell : row.cells) table.back().push_back(cell.text);
  }
  return table;
}

std::string fault_of(std::string_view content) {
  try {
    read_csv(content, "class.csv");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CsvReader, ReadsWhatTheStandardShows) {
  // RFC 4180, section 2, numbers 1 to 7.
  EXPECT_EQ(table_of("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"), (Table{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(table_of("aaa,bbb,ccc\r\nzzz,yyy,xxx"), (Table{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(table_of("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx"),
            (Table{{"aaa", "b\r\nbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(table_of("\"aaa\",\"b\"\"bb\",\"ccc\""), (Table{{"aaa", "b\"bb", "ccc"}}));
}

TEST(CsvReader, IsTolerant) {
  EXPECT_EQ(table_of("\xEF\xBB\xBFid;name\nx;\"a;b\"\n"), (Table{{"id", "name"}, {"x", "a;b"}}))
      << "a mark, semicolons";
  EXPECT_EQ(table_of("\"a,b,c\";name\n1;2\n"), (Table{{"a,b,c", "name"}, {"1", "2"}}))
      << "commas in quotes do not count";
  EXPECT_EQ(table_of("a\tb\n1\t2"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(table_of("a,b\r1,2\r"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(table_of("a,b,\n,,"), (Table{{"a", "b", ""}, {"", "", ""}}));
  EXPECT_EQ(table_of("5\" disk,b"), (Table{{"5\" disk", "b"}})) << "a quote within a bare cell";
  EXPECT_EQ(table_of("\"\",\"\"\"\""), (Table{{"", "\""}}));
  EXPECT_EQ(table_of("a\n\nb\n"), (Table{{"a"}, {""}, {"b"}}));
  EXPECT_EQ(table_of(""), Table{});
  EXPECT_EQ(table_of("one"), (Table{{"one"}}));
  EXPECT_EQ(table_of("a,\"\n\n\n\",b"), (Table{{"a", "\n\n\n", "b"}}));
}

TEST(CsvReader, NamesTheLine) {
  EXPECT_TRUE(fault_of("a,b\n1,2\n\"3,4\n5,6\n").find("class.csv:3: a quote opens here") == 0) << fault_of("a\n\"b");
  EXPECT_TRUE(fault_of("a,b\n\"1\n2\" x,3\n").find("class.csv:3: after a closing quote stands ' '") == 0);
  EXPECT_TRUE(fault_of(std::string("\xFF\xFE") + "a").find("UTF-16") != std::string::npos);
  EXPECT_TRUE(fault_of(std::string_view("a\0b", 3)).find("CSV (UTF-8)") != std::string::npos);
  const CsvFile file = read_csv("a,\"x\ny\"\r\nb,c\n", "class.csv");
  EXPECT_EQ(file.rows.at(1).line, 3U) << "lines of the file, not rows";
}

TEST(CsvFile, KeepsEveryByteThatWasNotSet) {
  const std::string content = "\xEF\xBB\xBF\"id\";name ;\"no\"\"te\"\r\n 1;\"=SUM(A1)\";\"x\ny\"\n\n\"2\";;\r3;-b";
  CsvFile file = read_csv(content, "class.csv");
  EXPECT_EQ(file.to_text(), content);
  file.set(1, 0, "7;5");
  file.set(4, 3, "9");
  EXPECT_EQ(file.to_text(),
            "\xEF\xBB\xBF\"id\";name ;\"no\"\"te\"\r\n\"7;5\";\"=SUM(A1)\";\"x\ny\"\n\n\"2\";;\r3;-b;;9");
}

TEST(CsvFile, KnowsBlankRows) {
  const CsvFile file = read_csv("a,b\n, \n\nx,", "class.csv");
  EXPECT_FALSE(file.rows.at(0).is_blank());
  EXPECT_TRUE(file.rows.at(1).is_blank());
  EXPECT_TRUE(file.rows.at(2).is_blank());
  EXPECT_FALSE(file.rows.at(3).is_blank());
  EXPECT_EQ(file.rows.at(2).text(5), "");
}

TEST(CsvWriter, QuotesWhereItIsNeeded) {
  EXPECT_EQ(csv_line({"a", "b,c", "d\"e", "f\ng", " h", ""}), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n");
  EXPECT_EQ(csv_line({"a", "b,c", "d;e"}, ';'), "a;b,c;\"d;e\"\r\n");
  EXPECT_EQ(csv_line({"", "x"}), ",x\r\n") << "an empty first cell is a cell";
  const Table torture = {{"=1+1", "a\r\n\"b\",;", "Müller, \"Jo\"", ""}};
  EXPECT_EQ(table_of(csv_line({"x", torture[0][1], torture[0][2], ""})),
            (Table{{"x", torture[0][1], torture[0][2], ""}}));
}

TEST(CsvWriter, GuardsFormulasAndLeavesNumbers) {
  EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\")"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
  EXPECT_EQ(csv_cell("+49 30 1234"), "'+49 30 1234");
  EXPECT_EQ(csv_cell("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
  EXPECT_EQ(csv_cell("@SUM(1)"), "'@SUM(1)");
  EXPECT_EQ(csv_cell("\t=1"), "'\t=1");
  EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
  for (const char* number : {"-3", "+0.5", "-2.50", "1e3", "-1e-3", "0"}) EXPECT_EQ(csv_cell(number), number);
  EXPECT_EQ(csv_cell("-2,5", ';'), "-2,5");
  for (const char* text : {"-", "+", "--1", "+-1", "-1+1", "-inf", "-nan", "-0x10", "-1-1"}) {
    EXPECT_EQ(csv_cell(text), std::string("'") + text);
  }
}

}  // namespace
}  // namespace grader::testing
