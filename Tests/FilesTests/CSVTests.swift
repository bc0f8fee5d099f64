import Files
import Testing

struct CSVTests {
  @Test func readsQuotesLineEndsAndByteOrderMark() throws {
    let text = "\u{FEFF}a,\"b,\"\"c\"\"\",\r\n\r\n\"two\nlines\",x\"y, z \rlast,,"
    #expect(
      try CSV.records(in: text) == [
        ["a", "b,\"c\"", ""], ["two\nlines", "x\"y", " z "], ["last", "", ""],
      ])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let records = [["", "a"], [""], ["\"", ",", "\r\n", "é"], ["\u{FEFF}x", " "]]
    #expect(try CSV.records(in: CSV.text(records)) == records)
    #expect(try CSV.records(in: CSV.text(records, separator: "\t"), separator: "\t") == records)
  }

  @Test func writesQuotesOnlyWhereNeeded() {
    #expect(CSV.text([["a b", "c,d", "e\"f"]]) == "a b,\"c,d\",\"e\"\"f\"\n")
    #expect(CSV.text([["c,d", "e\tf"]], separator: "\t") == "c,d\t\"e\tf\"\n")
  }

  @Test func emptyTextHasNoRecords() throws {
    #expect(try CSV.records(in: "") == [])
    #expect(try CSV.records(in: "\n\r\n") == [])
    #expect(throws: EffaceError.self) { try CSV.table(in: "") }
  }

  @Test func brokenQuotesNameTheLine() throws {
    let open = #expect(throws: EffaceError.self) {
      try CSV.records(in: "a\n\"b\nc", source: "x.csv")
    }
    #expect(open?.description.contains("x.csv") == true)
    #expect(open?.description.contains("line 2") == true)
    let after = #expect(throws: EffaceError.self) { try CSV.records(in: "a\n\n\"b\"c") }
    #expect(after?.description.contains("line 3") == true)
  }

  @Test func tableRefusesRaggedRows() throws {
    let table = try CSV.table(in: "a,b\n1,2\n")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows == [["1", "2"]])
    let error = #expect(throws: EffaceError.self) { try CSV.table(in: "a,b\n1,2\n3\n") }
    #expect(error?.description.contains("row 2") == true)
  }
}
