import Foundation
import Testing

@Suite("Direction of imports")
struct ImportTests {
  @Test("Every target has a storey, and the table names no others")
  func tableIsComplete() throws {
    let names = try PackageDescription.load().suite.map(\.name)
    #expect(Set(names) == Set(Storeys.table.keys))
  }

  @Test("Declared dependencies point to lower storeys")
  func declaredDependencies() throws {
    for target in try PackageDescription.load().suite {
      for dependency in target.dependencies ?? [] {
        let (above, below) = (Storeys.table[target.name], Storeys.table[dependency])
        #expect(
          try #require(above) > (try #require(below)),
          "\(target.name) may not depend on \(dependency)")
      }
    }
  }

  @Test("What the sources import is declared")
  func importsAreDeclared() throws {
    let description = try PackageDescription.load()
    let declared = Dictionary(
      uniqueKeysWithValues: description.targets.map { ($0.name, $0.dependencies ?? []) })
    for source in try PackageTree.sources(in: "Sources", ".swift") {
      for name in imports(source).map(\.module) where Storeys.table[name] != nil {
        #expect(
          declared[source.target]?.contains(name) == true,
          "\(source.path) imports \(name), which Package.swift does not give it")
      }
    }
  }

  @Test("Each foreign library is imported internally, by exactly one target")
  func foreignCodeHasOneOwner() throws {
    var owners: [String: Set<String>] = [:]
    for source in try PackageTree.sources(in: "Sources", ".swift") {
      for (module, access) in imports(source) where Storeys.isForeign(module) {
        owners[module, default: []].insert(source.target)
        #expect(access == "internal", "\(source.path) must say 'internal import \(module)'")
      }
    }
    for (module, targets) in owners {
      #expect(targets.count == 1, "\(module) is imported by \(targets.sorted())")
    }
    for target in try PackageDescription.load().suite where Storeys.isForeign(target.name) {
      #expect(owners[target.name] != nil, "Nobody imports \(target.name)")
    }
  }

  @Test("Only the command line parses arguments, only studies and tables read YAML")
  func packagesStayInTheirPlace() throws {
    let places = ["ArgumentParser": ["EffaceCommand", "efface"], "Yams": ["Studies", "Tables"]]
    for source in try PackageTree.sources(in: "Sources", ".swift") {
      for name in imports(source).map(\.module) {
        guard let allowed = places[name] else { continue }
        #expect(allowed.contains(source.target), "\(source.path) imports \(name)")
      }
    }
  }

  private func imports(_ source: PackageTree.Source) -> [(module: String, access: String)] {
    let pattern = #/^(?:@\w+ )*(?:(public|package|internal|fileprivate|private) )?import (\w+)/#
    return source.code.compactMap { line in
      line.firstMatch(of: pattern).map { (String($0.2), $0.1.map(String.init) ?? "") }
    }
  }
}
