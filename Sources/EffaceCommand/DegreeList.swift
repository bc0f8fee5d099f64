internal import ArgumentParser

/// Angles in degrees, as `30` or `-30,0,30`.
struct DegreeList: ExpressibleByArgument {
  let values: [Double]

  init(_ values: [Double]) { self.values = values }

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = words.compactMap { Double($0) }.filter { abs($0) <= 360_000 }
    guard !words.isEmpty, numbers.count == words.count else { return nil }
    values = numbers
  }

  var defaultValueDescription: String {
    values.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
  }
}
