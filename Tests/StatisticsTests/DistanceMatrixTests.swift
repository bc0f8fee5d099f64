import Files
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Statistics

struct DistanceMatrixTests {
  private func error(_ text: String) -> String {
    let error = #expect(throws: EffaceError.self) {
      try DistanceMatrix(csv: text, source: "m.csv")
    }
    return error?.description ?? ""
  }

  @Test func readsNamesValuesAndMates() throws {
    let matrix = try DistanceMatrix(csv: "\u{FEFF}id,2_d,\"1_d\"\r\n1_n, 0.5 ,1e-1\r\n3_n,,-2\r\n")
    #expect(matrix.rowIdentifiers == ["1_n", "3_n"])
    #expect(matrix.columnIdentifiers == ["2_d", "1_d"])
    #expect(matrix[0, 0] == 0.5 && matrix[0, 1] == 0.1 && matrix[1, 1] == -2)
    #expect(matrix[1, 0].isNaN)
    #expect(matrix.mateOfRow == [1, nil])
    #expect(matrix.mateOfColumn == [nil, 0])
    #expect(matrix.people == ["1", "2", "3"])
    #expect(matrix.survivors == ["1"])
  }

  @Test func takesAMissingCornerAndWordsForMissing() throws {
    let matrix = try DistanceMatrix(csv: "1_d,2_d\n1_n,NaN,N/A\n2_n,None,3\n")
    #expect(matrix.columnIdentifiers == ["1_d", "2_d"])
    #expect(matrix.values.filter(\.isNaN).count == 3)
  }

  @Test func filesAreTextOrCompressedWhereLarge() throws {
    let folder = try TemporaryFolder()
    for (count, ending) in [(3, ".csv"), (120, ".csv.gz")] {
      let names = (1...count).map(String.init)
      let matrix = try DistanceMatrix(
        rowIdentifiers: names.map { $0 + "_n" }, columnIdentifiers: names.map { $0 + "_d" },
        values: (0..<count * count).map { $0 == 2 ? .nan : 1 / Double($0 + 3) })
      let stored = matrix.file()
      #expect(stored.ending == ending)
      let file = folder.file("matrix" + ending)
      try stored.data.write(to: file)
      let read = try DistanceMatrix(contentsOf: file, source: "matrix")
      #expect(read.csv() == matrix.csv() && read.values[2].isNaN)
    }
    try Data([1, 2, 3]).write(to: folder.file("bad.csv.gz"))
    #expect(throws: EffaceError.self) {
      try DistanceMatrix(contentsOf: folder.file("bad.csv.gz"), source: "bad")
    }
  }

  @Test func faultsAreNamed() {
    #expect(error(",1_d,2_d\n1_n,1,2\n2_n,1\n").contains("line 3"))
    #expect(error(",1_d\n1_n,1\n2_n,1,2\n").contains("line 3"))
    let text = error(",1_d,2_d\n1_n,1,x y\n")
    #expect(text.contains("m.csv, line 2") && text.contains("row 1_n") && text.contains("2_d"))
    for bad in ["inf", "0x10", "1,5\"", "1.2.3", "--1", "1e999", "."] {
      #expect(
        error(",1_d\n1_n,\"\(bad.replacing("\"", with: ""))\"\n").contains("finite"), "\(bad)")
    }
    #expect(error("").contains("m.csv"))
    #expect(error(",1_d\n").contains("m.csv"))
    #expect(error(",1_d,1_d\n1_n,1,2\n").contains("same person"))
    #expect(error(",1_d\n1_n,1\n1_n,1\n").contains("same person"))
  }

  @Test func textRoundTripsToTheBit() throws {
    var random = SeededGenerator(seed: 4)
    var values = (0..<3000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    values += [
      0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, 1 / 3, 9_007_199_254_740_992,
    ]
    let matrix = try DistanceMatrix(
      rowIdentifiers: ["a,\"b\"_n"], columnIdentifiers: values.indices.map { "\($0)_d" },
      values: values)
    let read = try DistanceMatrix(csv: matrix.csv())
    #expect(read.rowIdentifiers == matrix.rowIdentifiers)
    #expect(read.values.map(\.bitPattern) == values.map(\.bitPattern))
  }

  /// The fast way of reading decimals against the standard library's, where they are hardest.
  @Test func decimalsAreReadCorrectlyRounded() throws {
    var random = SeededGenerator(seed: 5)
    let texts = (0..<20_000).map { index -> String in
      let digits = 1 + Int(random.uniform() * 19)
      let number = (0..<digits).map { _ in "\(Int(random.uniform() * 10))" }.joined()
      return index % 2 == 0 ? "0.\(number)" : "\(number.prefix(digits / 2 + 1)).\(number)"
    }
    let text = ",\(texts.indices.map { "\($0)" }.joined(separator: ","))\nx,"
    let matrix = try DistanceMatrix(csv: text + texts.joined(separator: ","))
    #expect(matrix.values == texts.compactMap(Double.init))
  }

  @Test func roundsAsPythonDoes() throws {
    let matrix = try DistanceMatrix(csv: ",a,b,c,d,e\nx,0.125,0.375,2.675,1.005,nan\n")
    // round(2.675, 2) is 2.67 because the double lies below; exact halves go to the even digit.
    #expect(Array(matrix.rounded(toDigits: 2).values[..<4]) == [0.12, 0.38, 2.67, 1.0])
    #expect(matrix.csv(roundedToDigits: 2) == ",a,b,c,d,e\nx,0.12,0.38,2.67,1.0,nan\n")
  }

  @Test func selectsPeople() throws {
    let matrix = try DistanceMatrix(csv: ",1_d,10_d,9_d\n9_n,1,2,3\n10_n,4,5,6\n")
    let part = matrix.selecting(["9", "1"])
    #expect(part.rowIdentifiers == ["9_n"] && part.columnIdentifiers == ["1_d", "9_d"])
    #expect(part.values == [1, 3])
    #expect(matrix.survivors == ["9", "10"])
  }

  @Test func peopleAreOrderedAsNumbers() {
    let people = ["sub-10", "10", "2", "sub-9", "02", "1a", "", "1", "sub"]
    #expect(
      people.sorted(by: NaturalOrder.precedes)
        == ["", "1", "1a", "02", "2", "10", "sub", "sub-9", "sub-10"])
  }
}
