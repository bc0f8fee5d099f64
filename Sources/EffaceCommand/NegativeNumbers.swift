internal import ArgumentParser
internal import Files

extension Efface {
  /// Parses `arguments`, runs the command that they name, and exits.
  public static func start(_ arguments: [String]) {
    DICOMWorkerCommand.prepare(for: arguments)
    LargeMemory.keepForReuse()
    main(joiningNegativeNumbers(arguments))
  }

  /// Writes `--fill -1000` as `--fill=-1000`, and `--range -3 3` as `--range=-3 --range=3`, since the
  /// parser takes a word with a dash in front for an option, and HU are often negative. Lists such as
  /// `-30,0,30` are numbers, too.
  static func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      let next = rest.prefix(2)
      if word == "--range", next.count == 2, next.allSatisfy({ Double($0) != nil }) {
        result += next.map { "--range=\($0)" }
        rest = rest.dropFirst(2)
      } else if word.hasPrefix("--"), !word.contains("="), let value = next.first,
        value.hasPrefix("-"), DegreeList(argument: value) != nil
      {
        result.append("\(word)=\(value)")
        rest = rest.dropFirst()
      } else {
        result.append(word)
      }
    }
    return result
  }
}
