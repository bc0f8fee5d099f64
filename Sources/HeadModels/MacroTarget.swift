/// A morph target of a combination of traits, as MakeHuman composes people.
///
/// Each trait is interpolated between its named values, and a combination weighs as the product of
/// its traits' shares. Targets of children, of body height and of body proportions are left out: the
/// cohort is adult, and the size of heads is calibrated directly.
struct MacroTarget: Sendable {
  /// File relative to the folder of targets, without ending.
  let file: String
  /// Its weight for a person.
  let weight: @Sendable (HeadIdentity) -> Double

  /// All combinations of adults.
  static let all: [MacroTarget] = universal + ancestral + lids

  private static let sexes: [(String, @Sendable (HeadIdentity) -> Double)] = [
    ("female", { 1 - $0.male }), ("male", { $0.male }),
  ]

  private static let ages: [(String, @Sendable (HeadIdentity) -> Double)] = [
    ("young", { 1 - $0.oldness }), ("old", { $0.oldness }),
  ]

  private static let races = ["african", "asian", "caucasian"]

  private static let levels = ["min", "average", "max"]

  /// The shares of min, average and max at `value` in 0...1.
  private static func share(_ level: Int, _ value: Double) -> Double {
    max(0, 1 - 2 * abs(value - Double(level) / 2))
  }

  private static var universal: [MacroTarget] {
    sexes.flatMap { sex in
      ages.flatMap { age in
        (0..<3).flatMap { muscle in
          (0..<3).map { weight in
            MacroTarget(
              file: "macrodetails/universal-\(sex.0)-\(age.0)-\(levels[muscle])muscle-"
                + "\(levels[weight])weight"
            ) { person in
              sex.1(person) * age.1(person) * share(muscle, person.muscle)
                * share(weight, person.weight)
            }
          }
        }
      }
    }
  }

  private static var ancestral: [MacroTarget] {
    races.indices.flatMap { race in
      sexes.flatMap { sex in
        ages.map { age in
          MacroTarget(file: "macrodetails/\(races[race])-\(sex.0)-\(age.0)") { person in
            person.ancestry[race] * sex.1(person) * age.1(person)
          }
        }
      }
    }
  }

  private static var lids: [MacroTarget] {
    races.indices.flatMap { race in
      ["left", "right"].map { side in
        MacroTarget(file: "expression/units/\(races[race])/eye-\(side)-closure") { person in
          person.ancestry[race] * person.lidClosure
        }
      }
    }
  }
}
